// Records and the files that hold them: what was written is read, and what was harmed counts as
// missing. Nothing is half read.
#include "study/parts.hpp"

#include <signal.h>
#include <sys/resource.h>

#include "tests/study/studies.hpp"

namespace yihe::study {
namespace {

namespace fs = std::filesystem;

const std::string plan(32, 'a');

RunRecord record_of(std::uint64_t point, std::uint32_t replicate) {
    RunRecord record{.id = {point, replicate},
                     .digest = std::string(32, 'd'),
                     .weeks = 30 + replicate,
                     .seconds = 0.5,
                     .host = "host"};
    for (int m = 0; m < 4; ++m) {
        record.means.push_back(static_cast<double>(point) + 0.1 * m);
        record.last.push_back(m == 2 ? std::nan("") : -0.25 * m * replicate);
    }
    record.kept_weeks = {10, 20};
    for (int i = 0; i < 8; ++i) record.rows.push_back(1.0 / (i + 1.0));
    return record;
}

bool same(const RunRecord& a, const RunRecord& b) {
    return content_digest(a) == content_digest(b) && a.seconds == b.seconds && a.host == b.host &&
           encode(a) == encode(b);
}

/// A folder with one part of `points` × 2 records, each point's second of them failed.
class Part {
public:
    explicit Part(std::uint64_t points) : folder_(project_.root() / "parts") {
        PartWriter writer(folder_, "shard-1", plan);
        for (std::uint64_t point = 1; point <= points; ++point) {
            originals_.push_back(record_of(point, 1));
            originals_.push_back({.id = {point, 2}, .failure = {"a message", "一条消息"}});
            writer.append(originals_[originals_.size() - 2],
                          {.value = static_cast<double>(point), .metric = 3});
            writer.append(originals_.back());
        }
        writer.sync();
        file_ = fs::directory_iterator(folder_)->path();
        bytes_ = test::bytes_of(file_);
    }

    const std::string& bytes() const { return bytes_; }
    const fs::path& folder() const { return folder_; }
    const fs::path& file() const { return file_; }
    const std::vector<RunRecord>& originals() const { return originals_; }
    void put(std::string_view bytes) const {
        fs::remove(file_);  // a file written over would be flushed to the device
        std::ofstream(file_, std::ios::binary) << bytes;
    }

    /// Reads all that can be read; every record must be one that was written. Returns their number.
    std::size_t readable() const {
        const auto index = PartIndex::scan(folder_, plan);
        std::size_t n = 0;
        for (const PartEntry& entry : index.entries()) {
            const auto record = index.read(entry);
            if (!record) continue;
            ++n;
            const std::size_t at = 2 * (entry.id.point - 1) + entry.id.replicate - 1;
            EXPECT_LT(at, originals_.size());
            if (at >= originals_.size()) continue;
            EXPECT_TRUE(same(*record, originals_[at])) << run_name(entry.id);
            EXPECT_EQ(entry.failed, originals_[at].failed());
        }
        return n;
    }

private:
    Project project_;
    fs::path folder_, file_;
    std::vector<RunRecord> originals_;
    std::string bytes_;
};

TEST(Record, IsReadAsItWasWritten) {
    for (const auto& record :
         {record_of(1, 1), record_of(9007199254740991, 4000000000), RunRecord{},
          RunRecord{.id = {3, 4}, .failure = {"out of memory", "内存不足"}}}) {
        EXPECT_TRUE(same(decode(encode(record)), record));
        auto elsewhere = record;
        elsewhere.seconds += 1;
        elsewhere.host = "another";
        EXPECT_EQ(content_digest(elsewhere), content_digest(record));
        auto other = record;
        other.weeks += 1;
        EXPECT_NE(content_digest(other), content_digest(record));
    }
}

TEST(Record, CutOrLongerIsRefused) {
    const auto bytes = encode(record_of(1, 1));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_THROW(decode(std::span(bytes).first(size)), UserError) << size;
    auto longer = bytes;
    longer.push_back(std::byte{0});
    EXPECT_THROW(decode(longer), UserError);
}

TEST(Record, OfHarmedBytesIsRefusedOrHarmless) {
    const auto bytes = encode(record_of(1, 1));
    std::mt19937_64 random(1);
    for (int i = 0; i < 5000; ++i) {
        auto harmed = bytes;
        for (std::uint64_t n = 1 + random() % 4; n > 0; --n)
            harmed[random() % harmed.size()] ^= std::byte{static_cast<unsigned char>(random())};
        try {
            static_cast<void>(decode(harmed));
        } catch (const UserError& error) {
            EXPECT_EQ(error.exit(), Exit::storage);
        }
    }
}

TEST(Parts, HoldWhatWasAppended) {
    const Part part(5);
    const auto index = PartIndex::scan(part.folder(), plan);
    EXPECT_EQ(part.readable(), 10u);
    EXPECT_EQ(index.entries().size(), 10u);
    EXPECT_EQ(index.failures(), 5u);
    EXPECT_EQ(index.damaged_bytes(), 0u);
    EXPECT_EQ(index.find({4, 1})->watched, 4);
    EXPECT_TRUE(std::isnan(index.find({4, 2})->watched));
    EXPECT_EQ(index.find({6, 1}), nullptr);
    EXPECT_EQ(index.find({1, 3}), nullptr);
}

TEST(Parts, AreWatchedByAnotherMetricThanTheyWereWrittenFor) {
    const Part part(3);
    auto index = PartIndex::scan(part.folder(), plan);
    index.watch(3);
    EXPECT_EQ(index.find({2, 1})->watched, 2) << "as written";
    index.watch(1);
    EXPECT_EQ(index.find({2, 1})->watched, part.originals()[2].means[1]);
    EXPECT_TRUE(std::isnan(index.find({2, 2})->watched)) << "it failed";
}

TEST(Parts, WithoutARecordLeaveNoFile) {
    const Project project;
    {
        const PartWriter writer(project.root() / "parts", "shard-1", plan);
    }
    EXPECT_TRUE(fs::is_empty(project.root() / "parts"));
    EXPECT_TRUE(PartIndex::scan(project.root() / "none", plan).entries().empty());
}

TEST(Parts, CutAnywhereKeepWhatIsWhole) {
    const Part part(3);
    std::size_t before = 0;
    for (std::size_t size = 0; size <= part.bytes().size(); ++size) {
        part.put(std::string_view(part.bytes()).substr(0, size));
        const std::size_t n = part.readable();
        EXPECT_GE(n, before) << "bytes " << size;
        EXPECT_LE(n, before + 1) << "bytes " << size;
        before = n;
    }
    EXPECT_EQ(before, 6u);
}

TEST(Parts, GoOnAfterATornRecord) {
    const Part part(3);
    for (const std::size_t torn : {1u, 20u, 55u, 56u, 100u}) {
        const std::string head = part.bytes().substr(0, 40), rest = part.bytes().substr(40);
        part.put(head + rest.substr(0, torn) + rest);
        // A torn record with a whole head covers the next until it is struck out.
        EXPECT_GE(part.readable(), 4u) << torn;
        auto index = PartIndex::scan(part.folder(), plan);
        for (const PartEntry& entry : std::vector(index.entries()))
            if (!index.read(entry)) index.strike(entry.id);
        EXPECT_EQ(part.readable(), 6u) << torn;
        EXPECT_EQ(PartIndex::scan(part.folder(), plan).damaged_bytes(), torn);
    }
}

TEST(Parts, TakeBackARecordForWhichThereIsNoRoom) {
    const Project project;
    const auto folder = project.root() / "parts";
    PartWriter writer(folder, "shard-1", plan);
    writer.append(record_of(1, 1));
    const auto file = fs::directory_iterator(folder)->path();
    const auto size = fs::file_size(file);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit limit = before;
    limit.rlim_cur = size + 60;
    const auto handler = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    EXPECT_THROW(writer.append(record_of(2, 1)), UserError);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    EXPECT_EQ(fs::file_size(file), size);
    writer.append(record_of(3, 1));
    const auto index = PartIndex::scan(folder, plan);
    EXPECT_EQ(index.entries().size(), 2u);
    EXPECT_EQ(index.damaged_bytes(), 0u);
}

TEST(Parts, OfFlippedBitsLoseTheRecordsHitAtMost) {
    const Part part(4);
    std::mt19937_64 random(7);
    std::size_t refused = 0, lost = 0;
    constexpr std::size_t flips = 4000;
    for (std::size_t i = 0; i < flips; ++i) {
        std::string harmed = part.bytes();
        const std::size_t at = random() % harmed.size();
        harmed[at] = static_cast<char>(harmed[at] ^ (1 << random() % 8));
        part.put(harmed);
        try {
            const std::size_t n = part.readable();
            EXPECT_EQ(n, 7u) << "byte " << at;
            lost += 8 - n;
        } catch (const UserError& error) {
            EXPECT_EQ(error.exit(), Exit::invalid);
            EXPECT_LT(at, 40u) << "in the head of the file";
            ++refused;
        }
    }
    EXPECT_EQ(refused + lost, flips) << "every flip is noticed";
}

TEST(Parts, OfManyFlippedBitsAreNeverBelieved) {
    const Part part(4);
    std::mt19937_64 random(8);
    for (int i = 0; i < 1000; ++i) {
        std::string harmed = part.bytes();
        for (int n = 0; n < 30; ++n) {
            const std::size_t at = 40 + random() % (harmed.size() - 40);
            harmed[at] = static_cast<char>(random());
        }
        part.put(harmed);
        EXPECT_LE(part.readable(), 8u);
    }
}

TEST(Parts, OfAnotherPlanAreRefused) {
    const Part part(1);
    try {
        PartIndex::scan(part.folder(), std::string(32, 'b'));
        ADD_FAILURE() << "accepted";
    } catch (const UserError& error) {
        EXPECT_EQ(error.exit(), Exit::invalid);
        EXPECT_EQ(error.problems()[0].place.file, part.file().string());
    }
    part.put("this is no part of anything, but long enough to be one");
    EXPECT_THROW(PartIndex::scan(part.folder(), plan), UserError);
}

TEST(Parts, PreferTheFinishedRecordOfARun) {
    const Project project;
    const auto folder = project.root() / "parts";
    for (const char* name : {"a", "b", "c"}) {
        PartWriter writer(folder, name, plan);
        const bool finished = name[0] == 'b';
        auto record = record_of(1, 1);
        record.failure = {finished ? "" : "failed", finished ? "" : "失败"};
        writer.append(record);
    }
    const auto index = PartIndex::scan(folder, plan);
    ASSERT_EQ(index.entries().size(), 1u);
    EXPECT_FALSE(index.entries()[0].failed);
}

TEST(Parts, StrikeOutADamagedRecordForGood) {
    const Part part(2);
    std::string harmed = part.bytes();
    harmed[40 + 56 + 30] ^= 1;
    part.put(harmed);
    auto index = PartIndex::scan(part.folder(), plan);
    ASSERT_NE(index.find({1, 1}), nullptr) << "its head is whole";
    EXPECT_FALSE(index.read(*index.find({1, 1})));
    index.strike({1, 1});
    EXPECT_EQ(index.find({1, 1}), nullptr);
    EXPECT_EQ(index.entries().size(), 3u);
    EXPECT_EQ(PartIndex::scan(part.folder(), plan).find({1, 1}), nullptr);
    EXPECT_EQ(part.readable(), 3u);
}

}  // namespace
}  // namespace yihe::study
