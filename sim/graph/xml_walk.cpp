#include "sim/graph/xml_walk.hpp"

#include <expat.h>

#include <climits>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace yihe::graph_internal {

namespace {

std::string error_in_chinese(XML_Error error) {
    switch (error) {
        case XML_ERROR_NO_ELEMENTS: return "没有根元素，或文件不完整";
        case XML_ERROR_INVALID_TOKEN: return "此处不是合法的 XML";
        case XML_ERROR_UNCLOSED_TOKEN: return "标记没有结束";
        case XML_ERROR_TAG_MISMATCH: return "结束标签与开始标签不一致";
        case XML_ERROR_DUPLICATE_ATTRIBUTE: return "同一属性写了两次";
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: return "根元素之后还有内容";
        case XML_ERROR_UNDEFINED_ENTITY: return "使用了未定义的实体";
        case XML_ERROR_BAD_CHAR_REF: return "字符引用不合法";
        default: return "XML 错误";
    }
}

bool is_utf8(std::string_view encoding) {
    std::string upper(encoding);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return upper == "UTF-8" || upper == "UTF8" || upper == "US-ASCII" || upper == "ASCII";
}

/// What expat calls back. Exceptions may not pass through its C code: they wait in `thrown_`.
class Walk {
public:
    Walk(SourceText& source, std::size_t max_depth, const XmlVisitor& visitor)
        : source_(source),
          max_depth_(max_depth),
          visitor_(visitor),
          parser_(XML_ParserCreate("UTF-8"), &XML_ParserFree) {
        if (!parser_) throw std::bad_alloc();
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &on_start, &on_end);
        XML_SetCharacterDataHandler(parser_.get(), &on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), &on_doctype);
        XML_SetXmlDeclHandler(parser_.get(), &on_declaration);
    }

    void run() {
        const std::string_view text = source_.text();
        const auto status = XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), 1);
        if (thrown_) std::rethrow_exception(thrown_);
        if (status == XML_STATUS_OK || stopped_) return;
        const XML_Error error = XML_GetErrorCode(parser_.get());
        if (error == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
        source_.blame({extent().offset, 1},
                      {.what = {joined({"the XML is broken: ", XML_ErrorString(error)}),
                                error_in_chinese(error)}});
    }

private:
    template <class F>
    static void guarded(void* self, F f) {
        Walk& walk = *static_cast<Walk*>(self);
        if (walk.stopped_) return;
        try {
            f(walk);
            if (walk.source_.enough()) walk.stop();
        } catch (...) {
            walk.thrown_ = std::current_exception();
            walk.stop();
        }
    }

    static void on_start(void* self, const XML_Char* name, const XML_Char** given) {
        guarded(self, [&](Walk& walk) {
            if (++walk.depth_ > walk.max_depth_) {
                const std::string most = std::to_string(walk.max_depth_);
                return walk.refuse(walk.extent(),
                                   {.value = excerpt(name),
                                    .what = {"elements are nested deeper than " + most,
                                             "元素嵌套超过 " + most + " 层"}});
            }
            walk.attributes_.clear();
            for (; *given != nullptr; given += 2) walk.attributes_.push_back({given[0], given[1]});
            walk.visitor_.start(name, walk.attributes_, walk.extent());
        });
    }

    static void on_end(void* self, const XML_Char*) {
        guarded(self, [](Walk& walk) {
            --walk.depth_;
            walk.visitor_.end(walk.extent());
        });
    }

    static void on_text(void* self, const XML_Char* text, int length) {
        guarded(self, [&](Walk& walk) {
            walk.visitor_.text({text, static_cast<std::size_t>(length)}, walk.extent());
        });
    }

    static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        guarded(self, [](Walk& walk) {
            // Expat calls at the declaration's end.
            constexpr std::string_view begin = "<!DOCTYPE";
            const auto at = walk.source_.text().rfind(begin, walk.extent().offset);
            walk.refuse({at == std::string_view::npos ? 0 : at, begin.size()},
                        {.value = std::string(begin),
                         .what = {"a DOCTYPE is not accepted", "不接受 DOCTYPE 声明"},
                         .legal = {"remove the declaration", "请删去该声明"}});
        });
    }

    static void on_declaration(void* self, const XML_Char*, const XML_Char* encoding, int) {
        guarded(self, [&](Walk& walk) {
            if (encoding == nullptr || is_utf8(encoding)) return;
            walk.refuse(walk.extent(), {.key = "encoding",
                                        .value = excerpt(encoding),
                                        .what = {"this encoding is not accepted", "不接受此编码"},
                                        .legal = {"UTF-8", "UTF-8"}});
        });
    }

    Extent extent() const {
        const auto at = XML_GetCurrentByteIndex(parser_.get());
        const int length = XML_GetCurrentByteCount(parser_.get());
        return {at < 0 ? 0 : static_cast<std::size_t>(at),
                length < 1 ? 1 : static_cast<std::size_t>(length)};
    }

    void refuse(Extent extent, Problem problem) {
        source_.blame(extent, std::move(problem));
        stop();
    }
    void stop() {
        stopped_ = true;
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    SourceText& source_;
    std::size_t max_depth_;
    const XmlVisitor& visitor_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
    std::vector<XmlAttribute> attributes_;
    std::size_t depth_ = 0;
    bool stopped_ = false;
    std::exception_ptr thrown_;
};

}  // namespace

void walk_xml(SourceText& source, std::size_t max_depth, const XmlVisitor& visitor) {
    if (source.text().size() > INT_MAX)
        source.blame({.what = {"an XML file has at most 2 GiB", "XML 文件最大 2 GiB"}});
    else Walk(source, max_depth, visitor).run();
}

}  // namespace yihe::graph_internal
