// One file of every kind that people send, each with what must come of it.
#include <doctest/doctest.h>

#include "table_report.h"
#include "temgoc/base/text.h"
#include "workbook_parts.h"

using namespace temgoc;
using test::report_on;
using test::workbook_of;
using namespace std::string_literals;

namespace {

std::string bytes_of(const Bytes& bytes) { return std::string(as_text(bytes)); }

std::string utf16(std::string_view utf8, bool little) {
  std::string out;
  for (char32_t point : code_points(utf8)) {
    const auto put = [&](unsigned unit) {
      const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
      out += little ? std::string{low, high} : std::string{high, low};
    };
    if (point >= 0x10000) {
      put(0xD800 + ((point - 0x10000) >> 10));
      put(0xDC00 + ((point - 0x10000) & 0x3FF));
    } else {
      put(point);
    }
  }
  return out;
}

std::string row_of(const std::string& cells, int number) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}
std::string inline_cell(const std::string& address, const std::string& text) {
  return "<c r=\"" + address + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
const std::string kHeader = row_of(inline_cell("A1", "id") + inline_cell("B1", "day"), 1);

struct Sample {
  const char* name;
  std::string content;
  std::string expected;
};

std::vector<Sample> csv_samples() {
  const std::string plain = "coop_id,name_vi\nC01,Hợp tác xã\n";
  const std::string read = " 1:coop_id|name_vi 2:C01|Hợp tác xã";
  return {
      {"UTF-8 without BOM", plain, "csv utf-8 ," + read},
      {"UTF-8 with BOM", "\xEF\xBB\xBF" + plain, "csv utf-8 ," + read},
      {"CRLF", "coop_id,name_vi\r\nC01,Hợp tác xã\r\n", "csv utf-8 ," + read},
      {"old Mac line ends", "coop_id,name_vi\rC01,Hợp tác xã\r", "csv utf-8 ," + read},
      {"no last line end", "coop_id,name_vi\nC01,Hợp tác xã", "csv utf-8 ," + read},
      {"UTF-16LE with BOM", "\xFF\xFE" + utf16(plain, true), "csv utf-16le ," + read},
      {"UTF-16BE with BOM", "\xFE\xFF" + utf16(plain, false), "csv utf-16be ," + read},
      {"UTF-16LE without BOM", utf16(plain, true), "csv utf-16le ," + read},
      {"UTF-16BE without BOM", utf16(plain, false), "csv utf-16be ," + read},
      {"Excel's Unicode text", "\xFF\xFE" + utf16("coop_id\tname_vi\r\nC01\tHợp tác xã\r\n", true),
       "csv utf-16le tab" + read},
      {"UTF-16 beyond the first plane", "\xFF\xFE" + utf16("id\nC01 \U0001F34A\n", true),
       "csv utf-16le , 1:id 2:C01 \U0001F34A"},
      {"UTF-16 cut in a unit", "\xFF\xFE" + utf16(plain, true) + "x", "table_encoding @1,0"},
      {"UTF-16 with half a pair", "\xFF\xFE\x00\xD8"s + utf16("id", true), "table_encoding @1,0"},
      {"semicolons", "coop_id;name_vi\nC01;Hợp tác xã\n", "csv utf-8 ;" + read},
      {"semicolons, commas inside", "coop_id;name_vi\nC01;a,b,c\n",
       "csv utf-8 ; 1:coop_id|name_vi 2:C01|a,b,c"},
      {"tabs", "coop_id\tname_vi\nC01\tHợp tác xã\n", "csv utf-8 tab" + read},
      {"separators in a quoted header", "\"a,b,c\";d\n1;2\n", "csv utf-8 ; 1:a,b,c|d 2:1|2"},
      {"sep= line", "sep=;\r\ncoop_id;name_vi\r\nC01;Hợp tác xã\r\n", "csv utf-8 ;" + read},
      {"sep= line in quotes, another case", "\"SEP=|\"\na|b,c\n1|2\n", "csv utf-8 | 1:a|b,c 2:1|2"},
      {"sep= with tab", "sep=\t\na\tb\n1\t2\n", "csv utf-8 tab 1:a|b 2:1|2"},
      {"one column", "coop_id\nC01\nC02\n", "csv utf-8 , 1:coop_id 2:C01 3:C02"},
      {"quoted line break is one row", "a,b\n\"x\ny\",1\nz,2\n",
       "csv utf-8 , 1:a|b 2:x\ny|1 3:z|2"},
      {"doubled quotes", "a\n\"x \"\"y\"\" z\"\n", "csv utf-8 , 1:a 2:x \"y\" z"},
      {"quote inside an open cell", "a,b\n12\" pipe,1\n",
       "csv utf-8 , 1:a|b 2:12\" pipe|1 [quote_kept @2,1 '12\" pipe']"},
      {"white space around quoted cells", "a, b ,c\nQ1, \"x, y\" ,\"z\" \n",
       "csv utf-8 , 1:a| b |c 2:Q1|x, y|z"},
      {"an invisible sign and a quote", "a,b\n\xEF\xBB\xBF\"x\",\xE2\x80\x8B\"y\"\n",
       "csv utf-8 , 1:a|b 2:x|y"},
      {"quotes around a word of an unquoted cell", "a,b\nRượu \"Đế\" Gò Đen,1\n",
       "csv utf-8 , 1:a|b 2:Rượu \"Đế\" Gò Đen|1 [quote_kept @2,1 'Rượu \"Đế\" Gò Đen']"},
      {"invisible signs before header names",
       "\uFEFFproduct_id,\uFEFFcoop_id,\u200Bna\u00ADme\nQ0501,C90,Trà\n",
       "csv utf-8 , 1:product_id|coop_id|name 2:Q0501|C90|Trà"},
      {"two byte order marks", "\uFEFF\uFEFFproduct_id,coop_id\nQ0602,C90\n",
       "csv utf-8 , 1:product_id|coop_id 2:Q0602|C90"},
      {"two byte order marks before a quote", "\uFEFF\uFEFF\"a,b\",c\n1,2\n",
       "csv utf-8 , 1:a,b|c 2:1|2"},
      {"a column twice but for an invisible sign", "id,\uFEFFid\n1,2\n",
       "header_duplicate @1,2 'id' first=1"},
      {"error words of Excel", "a\n#REF!\n#N/A\n#DIV/0!\n#CALC!\n#FIELD!\n#NAME?\n#GETTING_DATA\n",
       "csv utf-8 , 1:a 2:#REF!~ 3:#N/A~ 4:#DIV/0!~ 5:#CALC!~ 6:#FIELD!~ 7:#NAME?~ "
       "8:#GETTING_DATA~"},
      {"error words of Google Sheets and LibreOffice",
       "a\n#ERROR!\nErr:508\n Err:522 \n#TÊN?\nLỗi:502\n#BLOCKED!\n=A1\n####\n",
       "csv utf-8 , 1:a 2:#ERROR!~ 3:Err:508~ 4: Err:522 ~ 5:#TÊN?~ 6:Lỗi:502~ 7:#BLOCKED!~ 8:=A1~ "
       "9:####~"},
      {"no error words", "a\n#1 Trà sen!\n#1!\nErr:abc\nLỗi\n#\n#Tra!\nErr:5080\n",
       "csv utf-8 , 1:a 2:#1 Trà sen! 3:#1! 4:Err:abc 5:Lỗi 6:# 7:#Tra! 8:Err:5080"},
      {"MHTML that is called .xls",
       "MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related\n",
       "table_other_format 'bang.csv' format=MHTML"},
      {"a table of a web page in UTF-16", "\xFF\xFE" + utf16("<table><tr></tr></table>", true),
       "table_other_format 'bang.csv' format=HTML"},
      {"XML Spreadsheet", "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
       "table_other_format 'bang.csv' format=XML Spreadsheet 2003"},
      {"empty rows before, between and after", "\n\na,b\n\n1,2\n,\n ,\xC2\xA0\n",
       "csv utf-8 , 3:a|b 5:1|2"},
      {"empty columns at the end", "a,b,,\n1,2,,\n", "csv utf-8 , 1:a|b 2:1|2"},
      {"short row", "a,b,c\n1\n", "csv utf-8 , 1:a|b|c 2:1||"},
      {"long row", "a,b\n1,2,3\n", "csv utf-8 , 1:a|b 2:1|2|3"},
      {"apostrophe before a formula sign", "a,b,c\n'=1+1,'-5,'x\n",
       "csv utf-8 , 1:a|b|c 2:=1+1|-5|'x"},
      {"NFD text is handed on", "t\u00EAn\nHo\u031B\u0323p\n",
       "csv utf-8 , 1:t\u00EAn 2:Ho\u031B\u0323p"},
      {"NUL byte in a cell", "id,name\nC01,a\0b\n"s, "csv utf-8 , 1:id|name 2:C01|a\0b"s},
      {"TCVN3",
       "id,name\nC01,ABC\nC02,H\xEEp t\xB8"
       "c x\xB7 n\xABng nghi\xD6p\n",
       "table_encoding_named @3,0 encoding=TCVN3"},
      {"VNI",
       "id,name\nC01,H\xF4\xEFp ta\xF9"
       "c xa\xF5 no\xE2ng nghie\xE4p\n",
       "table_encoding_named @2,0 encoding=VNI"},
      {"Windows-1258",
       "id,name\nC01,H\xF5\xF2p t\xE1"
       "c x\x61\xDE n\xF4ng nghi\xEA\xF2p\n",
       "table_encoding_named @2,0 encoding=Windows-1258"},
      {"Latin-1 after a quoted line break", "id,name\n\"a\nb\",c\nC02,caf\xE9\n",
       "table_encoding @3,0"},
      {"quote never closed", "id,name\nC01,\"Hợp tác xã\nC02,B\n", "table_quote_open @2,2"},
      {"quote never closed in a long file", "id,name\nC01,\"" + std::string(100'000, 'x'),
       "table_quote_open @2,2"},
      {"text after a closing quote", "id,name\nC01,\"a\"b\n", "table_quote_stray @2,2 'a'"},
      {"10 MB cell", "id,name\nC01," + std::string(10u << 20, 'x') + "\n",
       "cell_too_long @2,2 limit=32767"},
      {"10 MB quoted cell", "id,name\nC01,\"" + std::string(10u << 20, 'x') + "\"\n",
       "cell_too_long @2,2 limit=32767"},
      {"more than 64 MB", std::string((64u << 20) + 1, 'x'),
       "table_too_large_bytes limit=67108864"},
      {"2 MB of separators", "a\n" + std::string(2u << 20, ','), "table_empty"},
      {"too many columns", "a\n" + std::string(1000, ',') + "x\n",
       "table_too_large_columns @2,0 limit=1000"},
      {"the same column twice", "id,name, id\n1,2,3\n", "header_duplicate @1,3 'id' first=1"},
      {"nothing", "", "table_empty"},
      {"BOM alone", "\xEF\xBB\xBF", "table_empty"},
      {"header alone", "id,name\n", "table_empty"},
      {"a web page", "<html><table></table></html>", "table_other_format 'bang.csv' format=HTML"},
      {"a PDF", "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", "table_other_format 'bang.csv' format=PDF"},
      {"an old .xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0'),
       "xls_old_format 'bang.csv'"},
      {"an .xlsx with a password",
       "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0') +
           utf16("EncryptedPackage", true),
       "xlsx_encrypted 'bang.csv'"},
  };
}

std::vector<Sample> xlsx_samples() {
  const auto sheet = [](const std::string& rows) { return bytes_of(workbook_of(rows)); };
  const auto with = [](const std::string& rows, const std::string& path,
                       const std::string& content) {
    return bytes_of(test::zip_of(test::with_part(test::usual_parts(rows), path, content)));
  };
  const std::string data = kHeader + row_of(inline_cell("A2", "C01"), 2);
  const std::string usual = sheet(data);
  const std::string bomb =
      "<worksheet><sheetData>" + std::string(65u << 20, ' ') + "</sheetData></worksheet>";
  return {
      {"inline strings", usual, "xlsx 1:id|day 2:C01|"},
      {"shared and rich strings, a phonetic hint",
       sheet(row_of("<c r=\"A1\" t=\"s\"><v>0</v></c>", 1) +
             row_of("<c r=\"A2\" t=\"s\"><v>1</v></c>", 2)),
       "xlsx 1:coop_id 2:Hợp tác xã"},
      {"sparse cells and rows",
       sheet(row_of(inline_cell("B3", "id") + inline_cell("D3", "x"), 3) +
             row_of(inline_cell("D9", "7"), 9)),
       "xlsx 3:|id||x 9:|||7"},
      {"empty cells without address between others",
       sheet("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c/><c><v>1</v></c></row>"
             "<row><c/><c/><c t=\"inlineStr\"><is><t>x</t></is></c></row><row/><row><c/></row>"
             "<row><c><v>5</v></c><c s=\"1\"/><c><v>6</v></c></row>"),
       "xlsx 1:a||1 2:||x 5:5#||6#"},
      {"addresses of some cells only",
       sheet("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c "
             "r=\"C1\"><v>1</v></c><c/><c><v>2</v></c>"
             "</row><row r=\"4\"><c/><c><v>7</v></c></row><row><c r=\"B6\"><v>8</v></c></row>"),
       "xlsx 1:a||1||2 4:|7#||| 6:|8#|||"},
      {"a cell without address behind the last that it could be",
       sheet(kHeader + row_of("<c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>", 2)),
       "xlsx_damaged 'xl/worksheets/sheet1.xml'"},
      {"error cells of any word, an error word that is text",
       sheet(kHeader + row_of("<c t=\"e\"><f>X()</f><v>#CALC!</v></c><c t=\"e\"/>", 2) +
             row_of(inline_cell("A3", "#REF!"), 3)),
       "xlsx 1:id|day 2:#CALC!~|#ERROR!~ 3:#REF!|"},
      {"part names in another case", bytes_of(test::zip_of([&] {
         auto parts = test::usual_parts(row_of("<c r=\"A1\" t=\"s\"><v>0</v></c>", 1) +
                                        row_of("<c r=\"A2\" t=\"s\"><v>1</v></c>", 2));
         for (auto& [path, content] : parts) {
           if (path == "xl/sharedStrings.xml") path = "xl/SharedStrings.xml";
           if (path == "xl/workbook.xml") path = "XL/Workbook.xml";
           if (path == "xl/worksheets/sheet1.xml") path = "xl/Worksheets/SHEET1.XML";
         }
         return parts;
       }())),
       "xlsx 1:coop_id 2:Hợp tác xã"},
      {"hidden rows and columns",
       with(data, "xl/worksheets/sheet1.xml",
            "<worksheet><cols><col min=\"2\" max=\"9\" hidden=\"1\"/></cols><sheetData>" + kHeader +
                "<row r=\"2\" hidden=\"1\">" + inline_cell("A2", "C01") + "</row>" +
                row_of(inline_cell("A3", "C02"), 3) + "</sheetData></worksheet>"),
       "xlsx 1:id|day 2:C01| 3:C02| [rows_hidden @2,0 count=1 rows=2] [column_hidden @1,2 'day']"},
      {"no addresses",
       sheet("<row><c t=\"inlineStr\"><is><t>id</t></is></c></row><row><c><v>5</v></c></row>"),
       "xlsx 1:id 2:5#"},
      {"serial dates",
       sheet(kHeader + row_of(inline_cell("A2", "x") + "<c r=\"B2\" s=\"1\"><v>46350</v></c>", 2)),
       "xlsx 1:id|day 2:x|24/11/2026!"},
      {"serial date under a custom format, with a time",
       sheet(kHeader +
             row_of(inline_cell("A2", "x") + "<c r=\"B2\" s=\"2\"><v>46350.75</v></c>", 2)),
       "xlsx 1:id|day 2:x|24/11/2026!"},
      {"serial dates from 1904",
       with(kHeader + row_of(inline_cell("A2", "x") + "<c r=\"B2\" s=\"1\"><v>44888</v></c>", 2),
            "xl/workbook.xml",
            "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" "
            "id=\"rId1\"/></sheets></workbook>"),
       "xlsx 1:id|day 2:x|24/11/2026!"},
      {"a month is not a day",
       sheet(kHeader + row_of(inline_cell("A2", "x") + "<c r=\"B2\" s=\"4\"><v>46235</v></c>", 2)),
       "xlsx 1:id|day 2:x|08/2026"},
      {"an ISO date cell",
       sheet(kHeader +
             row_of("<c r=\"A2\"/><c r=\"B2\" t=\"d\"><v>2026-11-24T00:00:00</v></c>", 2)),
       "xlsx 1:id|day 2:|24/11/2026!"},
      {"a GTIN as number", sheet(kHeader + row_of("<c r=\"A2\"><v>2.990001000018E+12</v></c>", 2)),
       "xlsx 1:id|day 2:2990001000018#|"},
      {"zeros lost, and kept by a format",
       sheet(
           kHeader +
           row_of("<c r=\"A2\"><v>893000000001</v></c><c r=\"B2\" s=\"3\"><v>893000000001</v></c>",
                  2)),
       "xlsx 1:id|day 2:893000000001#|00893000000001#"},
      {"a formula with its result, one without",
       sheet(
           kHeader +
           row_of("<c r=\"A2\" t=\"str\"><f>B2</f><v>x</v></c><c r=\"B2\"><f>A1&amp;1</f></c>", 2)),
       "xlsx 1:id|day 2:x|=A1&1~"},
      {"an error value and a truth value",
       sheet(kHeader +
             row_of("<c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\" t=\"b\"><v>1</v></c>", 2)),
       "xlsx 1:id|day 2:#N/A~|TRUE"},
      {"empty rows and styled empty cells at the end",
       sheet(data + row_of("<c r=\"A3\" s=\"1\"/><c r=\"XFD3\" s=\"1\"/>", 3) +
             row_of(inline_cell("A900000", " "), 900000)),
       "xlsx 1:id|day 2:C01|"},
      {"merged cells",
       with(data, "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData>" + data +
                "</sheetData><mergeCells><mergeCell ref=\"A2:A4\"/></mergeCells></worksheet>"),
       "cell_merged @2,1 range=A2:A4"},
      {"the first sheet is hidden",
       bytes_of(test::zip_of(test::with_part(
           test::with_part(test::usual_parts(data), "xl/worksheets/sheet2.xml",
                           "<worksheet><sheetData>" + row_of(inline_cell("A1", "b"), 1) +
                               row_of(inline_cell("A2", "2"), 2) + "</sheetData></worksheet>"),
           "xl/workbook.xml",
           "<workbook><sheets><sheet name=\"A\" id=\"rId1\" state=\"hidden\"/><sheet name=\"B\" "
           "id=\"rId2\"/></sheets></workbook>"))),
       "xlsx 1:b 2:2"},
      {"prefixed names",
       with(data, "xl/worksheets/sheet1.xml",
            "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"1\"><x:c "
            "r=\"A1\"><x:v>1</x:v></x:c></x:row>"
            "<x:row r=\"2\"><x:c r=\"A2\"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"),
       "xlsx 1:1 2:2#"},
      {"escaped control characters",
       sheet(kHeader + row_of(inline_cell("A2", "a_x000A_b_x005F_c"), 2)),
       "xlsx 1:id|day 2:a\nb_c|"},
      {"the same column twice",
       sheet(row_of(inline_cell("A1", "id") + inline_cell("B1", "id "), 1) +
             row_of(inline_cell("A2", "1"), 2)),
       "header_duplicate @1,2 'id' first=1"},
      {"a cell too long", sheet(kHeader + row_of(inline_cell("A2", std::string(40'000, 'x')), 2)),
       "cell_too_long @2,1 limit=32767"},
      {"an external entity",
       with(data, "xl/sharedStrings.xml",
            "<!DOCTYPE sst [<!ENTITY e SYSTEM "
            "\"file:///etc/passwd\">]><sst><si><t>&e;</t></si></sst>"),
       "xlsx_damaged 'xl/sharedStrings.xml'"},
      {"a zip bomb", with(data, "xl/worksheets/sheet1.xml", bomb),
       "table_too_large_unpacked limit=67108864"},
      {"truncated", usual.substr(0, usual.size() / 2), "xlsx_damaged 'zip'"},
      {"no bytes after the zip mark", "PK\x03\x04", "xlsx_damaged 'zip'"},
      {"another kind of zip",
       bytes_of(test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
       "table_other_format 'bang.csv' format=OpenDocument (.ods)"},
      {"a zip that is no workbook", bytes_of(test::zip_of({{"a.txt", "x"}})),
       "table_unreadable 'bang.csv'"},
      {"broken XML", with(data, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"),
       "xlsx_damaged 'xl/worksheets/sheet1.xml'"},
      {"a string that is not there",
       sheet(kHeader + row_of("<c r=\"A2\" t=\"s\"><v>99</v></c>", 2)),
       "xlsx_damaged 'xl/worksheets/sheet1.xml'"},
      {"cells out of order",
       sheet(kHeader + row_of(inline_cell("B2", "1") + inline_cell("A2", "2"), 2)),
       "xlsx_damaged 'xl/worksheets/sheet1.xml'"},
      {"rows out of order",
       sheet(row_of(inline_cell("A2", "1"), 2) + row_of(inline_cell("A1", "2"), 1)),
       "xlsx_damaged 'xl/worksheets/sheet1.xml'"},
      {"no visible sheet", with(data, "xl/workbook.xml", "<workbook><sheets/></workbook>"),
       "xlsx_damaged 'xl/workbook.xml'"},
      {"an empty sheet", sheet(""), "table_empty"},
  };
}

}  // namespace

TEST_CASE("every CSV of the corpus is read, or refused with its reason and place") {
  for (const Sample& sample : csv_samples()) {
    INFO(std::string(sample.name));
    CHECK(report_on(as_bytes(sample.content)) == sample.expected);
  }
}

TEST_CASE("every workbook of the corpus is read, or refused with its reason and place") {
  for (const Sample& sample : xlsx_samples()) {
    INFO(std::string(sample.name));
    CHECK(report_on(as_bytes(sample.content)) == sample.expected);
  }
}

TEST_CASE("a header is found below titles, and on another sheet, by the names of its columns") {
  const KnownHeader known = [](std::string_view name) { return name == "id" || name == "day"; };
  CHECK(report_on(as_bytes(std::string("DANH SÁCH\n,ngày 1\nid,day\n1,2\n")), known) ==
        "csv utf-8 , 3:id|day 4:1|2 [rows_above_header @1,0 'DANH SÁCH' count=2 header=3]");
  CHECK(report_on(as_bytes(std::string("so,ten\n1,2\n")), known) == "csv utf-8 , 1:so|ten 2:1|2");
  CHECK(report_on(as_bytes(std::string("id\nid,day\n1,2\n")), known) ==
        "csv utf-8 , 2:id|day 3:1|2 [rows_above_header @1,0 'id' count=1 header=2]");

  const std::string title = row_of(inline_cell("A1", "DANH SÁCH"), 1);
  const std::string table = row_of(inline_cell("A2", "id") + inline_cell("B2", "day"), 2) +
                            row_of(inline_cell("A3", "x"), 3);
  const auto merged = [&](const char* range) {
    return test::zip_of(test::with_part(test::usual_parts(""), "xl/worksheets/sheet1.xml",
                                        "<worksheet><sheetData>" + title + table +
                                            "</sheetData><mergeCells><mergeCell ref=\"" +
                                            std::string(range) + "\"/></mergeCells></worksheet>"));
  };
  CHECK(report_on(merged("A1:B1"), known) ==
        "xlsx 2:id|day 3:x| [rows_above_header @1,0 'DANH SÁCH' count=1 header=2]");
  CHECK(report_on(merged("A1:A2"), known) == "cell_merged @1,1 range=A1:A2");

  const auto second_sheet = [&](const std::string& first) {
    return test::zip_of(test::with_part(
        test::with_part(test::usual_parts(first), "xl/worksheets/sheet2.xml",
                        "<worksheet><sheetData>" + table + "</sheetData></worksheet>"),
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"Bìa\" id=\"rId1\"/><sheet name=\"B\" "
        "id=\"rId2\"/></sheets></workbook>"));
  };
  CHECK(report_on(second_sheet(title), known) == "xlsx 2:id|day 3:x|");
  CHECK(report_on(second_sheet(table), known) ==
        "xlsx 2:id|day 3:x| [sheet_unread @2,0 'B' read=Bìa]");
}
