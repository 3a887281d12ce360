// Recursive descent: chain → sum (relation sum)*, sum → product ((+|-) product)*,
// product → factor ((*|/) factor)*, factor → number | name | -factor | ( sum ).
#include "study/constraint.hpp"

#include <cctype>

#include "sim/scenario/scalar.hpp"

namespace yihe::study {

struct Expression {
    char kind = 'n';  ///< n number, v value, or an operator
    double number = 0;
    std::size_t value = 0;
    std::shared_ptr<const Expression> left, right;

    double of(const std::vector<double>& values) const {
        switch (kind) {
            case 'n': return number;
            case 'v': return values[value];
            case '+': return left->of(values) + right->of(values);
            case '-': return left->of(values) - right->of(values);
            case '*': return left->of(values) * right->of(values);
            default: return left->of(values) / right->of(values);
        }
    }
};

namespace {

using Part = std::shared_ptr<const Expression>;

constexpr std::size_t most_characters = 4000;

class Parser {
public:
    Parser(std::string_view text, const Place& place,
           const std::function<int(std::string_view)>& number_of, Problems& problems)
        : text_(text), place_(place), number_of_(number_of), problems_(problems) {}

    bool chain(std::vector<Part>& sides, std::vector<std::string>& relations) {
        if (text_.size() > most_characters) {  // the tree is as deep as a sum is long
            text_ = text_.substr(0, 20);
            fail(say("a constraint is too long", "约束过长"));
            return false;
        }
        sides.push_back(sum());
        while (good_ && !at_end()) {
            relations.push_back(relation());
            if (good_) sides.push_back(sum());
        }
        if (good_ && relations.empty())
            fail(say("a constraint compares two sides", "约束须比较两边"));
        return good_;
    }

private:
    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    bool at_end() {
        skip();
        return at_ >= text_.size();
    }
    bool take(char c) {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    Part fail(Message what) {
        if (good_)
            problems_.add({.place = place_,
                           .key = "constraints",
                           .value = std::string(text_),
                           .what = std::move(what),
                           .legal = say("for example: station.staff + committee.staff <= 20",
                                        "例如：station.staff + committee.staff <= 20")});
        good_ = false;
        return number_part(0);
    }

    static Part number_part(double x) {
        return std::make_shared<const Expression>(Expression{.kind = 'n', .number = x});
    }
    static Part joined(char kind, Part a, Part b) {
        return std::make_shared<const Expression>(
            Expression{.kind = kind, .left = std::move(a), .right = std::move(b)});
    }

    std::string relation() {
        skip();
        for (const char* known : {"<=", ">=", "==", "!=", "<", ">"}) {
            const std::string_view word(known);
            if (text_.substr(at_, word.size()) != word) continue;
            at_ += word.size();
            return std::string(word);
        }
        fail(say("cannot understand \"{0}\"", "无法理解“{0}”", {text_.substr(at_, 20)}));
        return {};
    }

    Part sum() {
        Part left = product();
        while (good_) {
            if (take('+')) left = joined('+', left, product());
            else if (take('-')) left = joined('-', left, product());
            else break;
        }
        return left;
    }
    Part product() {
        Part left = factor();
        while (good_) {
            if (take('*')) left = joined('*', left, factor());
            else if (take('/')) left = joined('/', left, factor());
            else break;
        }
        return left;
    }
    Part factor() {
        if (++depth_ > 50) return fail(say("too many parentheses", "括号层数过多"));
        Part part = factor_inside();
        --depth_;
        return part;
    }
    Part factor_inside() {
        if (take('-')) return joined('-', number_part(0), factor());
        if (take('(')) {
            Part inside = sum();
            return take(')') || !good_ ? inside : fail(say("a ) is missing", "缺少右括号 )"));
        }
        const std::string_view word = next_word();
        if (word.empty())
            return fail(at_end() ? say("a side of the constraint is missing", "约束缺少一边")
                                 : say("cannot understand \"{0}\"", "无法理解“{0}”",
                                       {text_.substr(at_, 20)}));
        if (const auto x = parse_number(word)) return number_part(*x);
        const int number = number_of_(word);
        if (number < 0) {
            good_ = false;
            return number_part(0);
        }
        return std::make_shared<const Expression>(
            Expression{.kind = 'v', .value = static_cast<std::size_t>(number)});
    }

    /// The sign of "1e-3".
    bool in_exponent(std::size_t begin) const {
        return (text_[at_] == '-' || text_[at_] == '+') && at_ > begin &&
               (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E') &&
               parse_number(text_.substr(begin, at_ - 1 - begin)).has_value();
    }
    std::string_view next_word() {
        skip();
        const std::size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                      text_[at_] == '_' || text_[at_] == '.' || in_exponent(begin)))
            ++at_;
        return text_.substr(begin, at_ - begin);
    }

    std::string_view text_;
    const Place& place_;
    const std::function<int(std::string_view)>& number_of_;
    Problems& problems_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool good_ = true;
};

bool compare(double a, const std::string& relation, double b) {
    if (relation == "<=") return a <= b;
    if (relation == ">=") return a >= b;
    if (relation == "<") return a < b;
    if (relation == ">") return a > b;
    return (a == b) == (relation == "==");
}

}  // namespace

std::shared_ptr<const Constraint> Constraint::parse(
    std::string_view text, const Place& place,
    const std::function<int(std::string_view name)>& number_of, Problems& problems) {
    auto constraint = std::make_shared<Constraint>();
    constraint->text_ = std::string(text);
    const std::string& kept = constraint->text_;
    if (!Parser(kept, place, number_of, problems).chain(constraint->sides_, constraint->relations_))
        return nullptr;
    return constraint;
}

bool Constraint::holds(const std::vector<double>& values) const {
    for (std::size_t i = 0; i < relations_.size(); ++i)
        if (!compare(sides_[i]->of(values), relations_[i], sides_[i + 1]->of(values))) return false;
    return true;
}

}  // namespace yihe::study
