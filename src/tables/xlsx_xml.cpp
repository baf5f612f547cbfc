// Parses one part of a package, refuses a document type, and joins the runs of a text.
#include "xlsx_xml.h"

namespace temgoc {

Result<Part> parse_part(ZipPackage& package, std::string_view path) {
  auto content = package.read(path);
  if (!content) return content.error();
  Part part{std::make_unique<pugi::xml_document>(), {}};
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
  if (!part.document->load_buffer(content->data(), content->size(), options))
    return xlsx_damaged(path);
  for (const Xml& node : part.document->children()) {
    if (node.type() == pugi::node_doctype) return xlsx_damaged(path);
  }
  part.root = part.document->document_element();
  return part;
}

std::string string_item(const Xml& item) {
  std::string text;
  for (const Xml& node : item.children()) {
    if (is(node, "t")) text += node.text().get();
    if (is(node, "r")) text += child(node, "t").text().get();
  }
  return without_escapes(text);
}

}  // namespace temgoc
