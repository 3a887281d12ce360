// Generated typing errors find the name that was meant.
#include "sim/scenario/suggest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "tests/scenario/model.hpp"

namespace yihe {
namespace {

std::vector<Candidate> candidates() {
    std::vector<Candidate> out;
    for (const auto& p : test_model().params)
        out.push_back({.key = p.doc.key, .label = p.doc.label});
    for (const std::string_view word : {"about", "model", "extends", "schedule"})
        out.push_back({.key = word, .label = {}});
    return out;
}

/// A way to mistype; nothing when it does not apply to the key.
using Slip = std::function<std::string(std::string key, std::size_t at)>;

struct Typo {
    std::string_view kind;
    std::string typed;
    std::string meant;
};

struct Kind {
    std::string_view name;
    Slip slip;
};

std::string name_of(const std::string& key) { return key.substr(key.find('.') + 1); }

/// These are given the place of a letter.
const std::array<Kind, 6> slips_at_a_letter{{
    {"left out", [](std::string key, std::size_t at) { return key.erase(at, 1); }},
    {"doubled", [](std::string key, std::size_t at) { return key.insert(at, 1, key[at]); }},
    {"transposed",
     [](std::string key, std::size_t at) {
         std::swap(key[at], key[at + 1]);
         return key;
     }},
    {"replaced",
     [](std::string key, std::size_t at) {
         key[at] = key[at] == 'x' ? 'q' : 'x';
         return key;
     }},
    {"inserted", [](std::string key, std::size_t at) { return key.insert(at, 1, 'w'); }},
    {"capital",
     [](std::string key, std::size_t at) {
         key[at] = static_cast<char>(key[at] - 'a' + 'A');
         return key;
     }},
}};

/// These are given the place of the dot.
const std::array<Kind, 9> slips_of_form{{
    {"dashes",
     [](std::string key, std::size_t) {
         for (char& c : key)
             if (c == '_') c = '-';
         return key;
     }},
    {"spaces",
     [](std::string key, std::size_t) {
         for (char& c : key)
             if (c == '_') c = ' ';
         return key;
     }},
    {"run together",
     [](std::string key, std::size_t) {
         std::erase(key, '_');
         return key;
     }},
    {"underscore for the dot",
     [](std::string key, std::size_t dot) { return key.replace(dot, 1, "_"); }},
    {"no dot", [](std::string key, std::size_t dot) { return key.erase(dot, 1); }},
    {"upper case",
     [](std::string key, std::size_t) {
         for (char& c : key)
             if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
         return key;
     }},
    {"plural",
     [](std::string key, std::size_t) { return key.ends_with('s') ? key : key.append("s"); }},
    {"plural group",
     [](std::string key, std::size_t dot) {
         if (key[dot - 1] == 's') return key.erase(dot - 1, 1);
         return key.insert(dot, "s");
     }},
    {"beginning",
     [](std::string key, std::size_t dot) {
         if (key.size() - dot > 7) key.resize(key.size() - 3);
         return key;
     }},
}};

bool unique_name(const std::string& key) {
    int same = 0;
    for (const auto& p : test_model().params)
        same += name_of(std::string(p.doc.key)) == name_of(key);
    return same == 1;
}

std::vector<Typo> generate() {
    std::vector<Typo> out;
    std::uint32_t state = 12345;
    const auto next = [&](std::size_t below) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    for (const auto& param : test_model().params) {
        const std::string key(param.doc.key);
        for (const auto& [kind, slip] : slips_at_a_letter)
            for (int twice = 0; twice < 3; ++twice) {
                std::size_t at = next(key.size() - 1);
                while (key[at] == '.' || key[at] == '_' || key[at + 1] == '.')
                    at = next(key.size() - 1);
                out.push_back({kind, slip(key, at), key});
            }
        for (const auto& [kind, slip] : slips_of_form)
            out.push_back({kind, slip(key, key.find('.')), key});
        out.push_back({"Chinese label", std::string(param.doc.label.zh), key});
        out.push_back({"English label", std::string(param.doc.label.en), key});
        const std::string group = key.substr(0, key.find('.'));
        if (!unique_name(key)) continue;
        out.push_back({"no group", name_of(key), key});
        out.push_back(
            {"wrong group", (group == "demand" ? "climate." : "demand.") + name_of(key), key});
        if (name_of(key).size() > 5)
            out.push_back({"no group, a letter less", name_of(key).erase(2, 1), key});
    }
    std::erase_if(out, [](const Typo& t) { return test_model().find_param(t.typed) != nullptr; });
    return out;
}

TEST(Suggest, FindsWhatWasMeantInNineteenOfTwentyTypos) {
    const auto typos = generate();
    ASSERT_GE(typos.size(), 500u);
    std::size_t right = 0;
    std::string wrong;
    for (const auto& [kind, typed, meant] : typos) {
        const auto found = suggest(typed, candidates());
        right += found == meant;
        if (found != meant)
            wrong += std::string(kind) + ": " + typed + " for " + meant + ", got " + found + "\n";
    }
    RecordProperty("typos", static_cast<int>(typos.size()));
    RecordProperty("right", static_cast<int>(right));
    EXPECT_GE(right * 100, typos.size() * 95) << right << " of " << typos.size() << "\n" << wrong;
}

TEST(Suggest, KnowsTheUsualMistakes) {
    struct Row {
        std::string_view typed, meant;
    };
    for (const auto& [typed, meant] : std::initializer_list<Row>{
             {"leadership.intesity", "leadership.intensity"},
             {"intensity", "leadership.intensity"},
             {"station.intensity", "leadership.intensity"},
             {"Leadership-Intensity", "leadership.intensity"},
             {"leadership：intensity", "leadership.intensity"},
             {"领导强度", "leadership.intensity"},
             {"领导強度", "leadership.intensity"},
             {"leadership.领导方式", "leadership.style"},
             {"members.share_hidden", "members.hidden_share"},
             {"role.drift", "roles.drift"},
             {"run.replicate", "run.replicates"},
             {"resident", "community.residents"},
             {"organisations.count", "organizations.count"},
             {"schedul", "schedule"},
             {"modle", "model"},
         })
        EXPECT_EQ(suggest(typed, candidates()), meant) << typed;
}

TEST(Suggest, DoesNotGuessFromNothing) {
    for (const std::string_view typed :
         {"foo", "x", "", "qqqqqqqq.zzzzzzz", "完全无关的词", "12", "."})
        EXPECT_EQ(suggest(typed, candidates()), "") << typed;
    EXPECT_EQ(suggest(std::string(100000, 'a'), candidates()), "");
}

TEST(Suggest, CountsTranspositionsOnce) {
    EXPECT_EQ(edit_distance(U"abcd", U"abcd"), 0);
    EXPECT_EQ(edit_distance(U"abcd", U"acbd"), 1);
    EXPECT_EQ(edit_distance(U"abcd", U"bcd"), 1);
    EXPECT_EQ(edit_distance(U"abcd", U""), 4);
    EXPECT_EQ(edit_distance(U"领导强度", U"领导方式"), 2);
    EXPECT_EQ(edit_distance(U"ca", U"abc"), 3);
}

TEST(Suggest, TakesALabelWithoutItsRemark) {
    const std::array<Candidate, 2> both{
        {{"realized_intensity", {"Realized intensity", "实际引领强度"}},
         {"leadership.intensity", {"Intensity (of leadership)", "引领强度（核心接手的概率）"}}}};
    EXPECT_EQ(suggest("引领强度", both), "leadership.intensity");
    EXPECT_EQ(suggest("引领强度（核心接手的概率）", both), "leadership.intensity");
}

TEST(Suggest, Words) {
    constexpr std::array<std::string_view, 3> words{"small_world", "preferential", "file"};
    EXPECT_EQ(suggest_word("small-world", words), "small_world");
    EXPECT_EQ(suggest_word("files", words), "file");
    EXPECT_EQ(suggest_word("preferental", words), "preferential");
    EXPECT_EQ(suggest_word("regular", words), "");
}

}  // namespace
}  // namespace yihe
