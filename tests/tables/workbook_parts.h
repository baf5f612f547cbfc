// Workbooks made by hand for tests: any parts, also such as no spreadsheet program writes.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "temgoc/base/bytes.h"

namespace temgoc::test {

using Parts = std::vector<std::pair<std::string, std::string>>;

inline Bytes zip_of(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (zip == nullptr) throw std::runtime_error("zip_open");
  for (const auto& [path, content] : parts) {
    zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    zip_file_add(zip, path.c_str(), source, 0);
  }
  if (zip_close(zip) != 0) throw std::runtime_error("zip_close");
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  Bytes bytes(static_cast<std::size_t>(zip_source_tell(target)));
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

inline const char* kRelationshipTypes =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

// A workbook with the sheets A (rId1) and B (rId2); `replaced` parts stand in for the usual ones.
inline Parts usual_parts(const std::string& sheet_data) {
  const std::string types = kRelationshipTypes;
  const auto relation = [&](const char* id, const char* type, const char* target) {
    return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + types + type + "\" Target=\"" +
           target + "\"/>";
  };
  return {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", "<Relationships>" + relation("rId1", "officeDocument", "xl/workbook.xml") +
                          "</Relationships>"},
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" "
       "r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" + relation("rId1", "worksheet", "worksheets/sheet1.xml") +
           relation("rId2", "worksheet", "/xl/worksheets/sheet2.xml") +
           relation("rId3", "sharedStrings", "sharedStrings.xml") +
           relation("rId4", "styles", "styles.xml") + "</Relationships>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>coop_id</t></si><si><r><t>Hợp tác "
       "</t></r><r><rPr><b/></rPr><t>xã</t></r><rPh><t>x</t></rPh></si></sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-42A]dd/mm/yyyy;@\"/>"
       "<numFmt numFmtId=\"165\" formatCode=\"00000000000000\"/><numFmt numFmtId=\"166\" "
       "formatCode=\"mm/yyyy\"/></numFmts>"
       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
       "numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
       "</cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml",
       "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"},
  };
}

inline Parts with_part(Parts parts, const std::string& path, const std::string& content) {
  for (auto& part : parts) {
    if (part.first == path) {
      part.second = content;
      return parts;
    }
  }
  parts.emplace_back(path, content);
  return parts;
}

inline Bytes workbook_of(const std::string& sheet_data) { return zip_of(usual_parts(sheet_data)); }

}  // namespace temgoc::test
