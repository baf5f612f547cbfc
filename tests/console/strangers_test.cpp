// Each address that names a thing of a cooperative, from the tables of routes themselves, asked for
// by an administrator and a program of another cooperative: nothing is shown, and nothing changes.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "console/api/paths.h"
#include "console/api/routes.h"
#include "console/program.h"
#include "console/routes.h"
#include "temgoc/events/events.h"
#include "temgoc/printing/printing.h"
#include "temgoc/registry/report_book.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr const char* kPdf = "%PDF-1.4\nmột tờ giấy\n%%EOF\n";

// One of everything that C01 may have, and words that stand in nothing of anybody else's.
class Things {
 public:
  Things() : own(office_), other(office_) {
    office_.add("own", Role::administrator, "C01");
    office_.add("other", Role::administrator, "C90");
    REQUIRE(own.sign_in("own").status == 303);
    REQUIRE(other.sign_in("other").status == 303);
    const Lot lot = office_.issued();
    put_lot(lot);
    put_roll(lot);
    put_records();
    put_evidence();
    put_draft();
  }

  Office& office() { return office_; }
  // What stands for each place of an address; the id of a record is that of its kind.
  const Places& places() const { return places_; }
  // Whether the answer says anything that the asker had not said in the address.
  bool tells(const HttpResponse& response, const std::string& asked = {}) const {
    return std::ranges::any_of(secrets_, [&](const std::string& secret) {
      return asked.find(secret) == asked.npos && says(response, secret);
    });
  }
  // Differs after anything was recorded, of people and programs too.
  std::string state() {
    std::string text = std::to_string(office_.workplace().registry().content_version());
    for (const User& user : office_.accounts().users(""))
      text += " " + user.id + (user.disabled ? "-" : "+");
    const auto token = office_.accounts().token(places_.at("{token}"));
    text += token && !token->revoked_at ? " token" : "";
    const std::string draft = "/import/" + places_.at("{draft}") + "/columns";
    text += own.get(draft).status == 200 ? " draft" : "";
    return text + (own.get("/").status == 200 ? " signed in" : "");
  }

 private:
  void put_lot(const Lot& lot) {
    Workplace works = office_.workplace();
    const PrintOrder order{.template_id = "roll-60x40-seal", .count = 2};
    REQUIRE(print_lot_labels(works, lot, order, kPassphrase, {}));
    SuspicionReport report{
        .number = 483'012, .label = "x", .message = "tem bong mép", .at = works.now()};
    report.lot_id = lot.id;
    REQUIRE(works.registry().add_report(report));
    places_["{lot}"] = lot.short_code.printed();
    places_["{job}"] = "1";
    places_["{report}"] = places_["{receipt}"] = report.receipt();
    for (const IssuerKeyRecord& key : works.registry().keys())
      if (key.cooperative_id == "C01") places_["{key}"] = to_hex(key.id);
    secrets_ = {lot.short_code.printed(), "tem bong mép", places_["{key}"]};
  }
  void put_roll(const Lot& lot) {
    const HttpResponse sent = own.post("/rolls/new", {{"product", lot.gtin.digits()},
                                                      {"template", "roll-50x30-code"},
                                                      {"count", "2"},
                                                      {"once", "page-of-own"}});
    REQUIRE(sent.status == 303);
    for (int i = 0; i < 600 && own.get("/rolls/1").status != 200; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    REQUIRE(own.get("/rolls/1").status == 200);
    places_["{roll}"] = "1";
    places_["{name}"] = places_["{print}"] = "page-of-own";
  }
  void put_records() {
    Workplace works = office_.workplace();
    REQUIRE(EventBook(works.registry())
                .store({.id = "MUA1", .cooperative_id = "C01", .name = "Đại lý Kín Tiếng"},
                       works.now(), false));
    REQUIRE(works.registry().store(
        Place{.id = "K1", .cooperative_id = "C01", .name = "Vuông Kín Tiếng"}, works.now(), false));
    REQUIRE(own.post("/events/new", {{"kind", "harvest"},
                                     {"once", "page-event"},
                                     {"day", "23/11/2026"},
                                     {"make-rows", "1"},
                                     {"make-1-lot", "TH-KIN"},
                                     {"make-1-amount", "120 kg"},
                                     {"make-1-goods", "Cá kín tiếng"},
                                     {"place", "K1"}})
                .status == 303);
    places_["{event}"] = "1";
    places_["{partner}"] = "MUA1";
    places_["{user}"] = "own";
    places_["{token}"] = Program(office_, Role::printer, "C01").token.id;
    secrets_.insert({"Kín Tiếng", "TH-KIN", "Cá kín tiếng"});
  }
  HttpResponse sent_with_file(const std::string& path, std::map<std::string, std::string> fields) {
    fields["form_token"] = own.form_token();
    HttpRequest request{.method = "POST", .path = path};
    request.content_type = "multipart/form-data; boundary=xx";
    for (const auto& [name, value] : fields)
      request.body +=
          "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    request.body +=
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n" +
        std::string(kPdf) + "\r\n--xx--\r\n";
    return own.send(request);
  }
  void put_evidence() {
    const std::string paper = office_.workplace().registry().certifications("C01").at(0).id;
    REQUIRE(sent_with_file("/evidence", {{"of", "certification/" + paper},
                                         {"kind", "laboratory"},
                                         {"title", "Kết quả kín tiếng"},
                                         {"version", ""}})
                .status == 303);
    places_["{evidence}"] = "1";
    certification_ = paper;
    secrets_.insert("Kết quả kín tiếng");
  }
  void put_draft() {
    const HttpResponse sent =
        own.post("/import", {{"kind", "products"}, {"pasted", "Tên sản phẩm\nMắm kín tiếng\n"}});
    REQUIRE(sent.status == 303);
    const std::string at = field(sent, "Location").substr(std::string("/import/").size());
    places_["{draft}"] = at.substr(0, at.find('/'));
    secrets_.insert("Mắm kín tiếng");
  }

  Office office_;

 public:
  Browser own, other;
  std::string record_of(std::string_view path) const {
    if (path.find("cooperatives") != path.npos) return "C01";
    if (path.find("places") != path.npos) return "K1";
    return path.find("certifications") != path.npos ? certification_ : "P01";
  }

 private:
  Places places_;
  std::string certification_;
  std::set<std::string> secrets_;
};

Things& things() {
  static Things all;
  return all;
}

constexpr const char* kRecordPages[] = {"cooperatives", "places", "products", "certifications"};

// Whether the address names what is one cooperative's.
bool names_a_thing(std::string_view path) {
  for (const auto& [place, value] : things().places())
    if (path.find(place) != path.npos) return true;
  return path.find("{record}") != path.npos;
}

// The address of each thing of that kind: four of a record, one of everything else.
std::vector<std::string> addresses(std::string_view path) {
  std::vector<std::string> all;
  for (const char* kind : kRecordPages) {
    Places places = things().places();
    places["{kind}"] = path.starts_with("/records") ? kind : "products";
    const std::string whose = std::string(path).replace(0, 0, places["{kind}"] + " ");
    places["{record}"] = things().record_of(path.starts_with("/records") ? whose : path);
    places.merge(common_places());
    all.push_back(filled(std::string(path), places));
  }
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

TEST_CASE("whatever address names a thing of one cooperative is empty for another's people") {
  int asked = 0, shown_to_own = 0;
  const std::string before = things().state();
  for (const Route& route : routes()) {
    if (!route.right || route.whole || !names_a_thing(route.path)) continue;
    for (const std::string& address : addresses(route.path)) {
      CAPTURE(route.method);
      CAPTURE(address);
      ++asked;
      if (route.method == "GET") shown_to_own += things().own.get(address).status == 200;
      const HttpResponse response =
          route.method == "GET" ? things().other.get(address) : things().other.post(address, {});
      // Throwing away what is not there ends as it does for one's own.
      CHECK(response.status == (route.path == "/import/{draft}/drop" ? 303u : 404u));
      CHECK_FALSE(things().tells(response, address));
    }
  }
  CHECK(things().state() == before);
  CHECK(before.ends_with(" token draft signed in"));
  CHECK(asked > 60);
  CHECK(shown_to_own > 20);  // else the addresses would be of nothing at all
}

TEST_CASE("no list, search or export of one cooperative's people tells of another's things") {
  int lists = 0;
  for (const Route& route : routes()) {
    if (!route.right || route.method != "GET") continue;
    if (route.path.find('{') != route.path.npos && names_a_thing(route.path)) continue;
    Places places = common_places();
    for (const char* kind : kRecordPages) {
      places["{kind}"] = kind;
      const std::string address = filled(std::string(route.path), places);
      for (const std::string& query :
           {std::string(), "?format=csv&lot=" + things().places().at("{lot}"),
            std::string("?q=K%C3%ADn&cooperative=C01&open=1")}) {
        CAPTURE(address + query);
        ++lists;
        // What was asked for stands in the page's own search box.
        HttpResponse response = things().other.get(address + query);
        for (const std::string& echoed : {things().places().at("{lot}")})
          for (std::size_t at; (at = response.body.find(echoed)) != response.body.npos &&
                               query.find(echoed) != query.npos;)
            response.body.erase(at, echoed.size());
        CHECK_FALSE(things().tells(response));
      }
    }
  }
  CHECK(lists > 100);
}

TEST_CASE("a program of another cooperative gets and changes none of it, whatever it names") {
  Program other(things().office(), Role::administrator, "C90");
  const std::string before = things().state();
  int asked = 0;
  for (const ApiRoute& route : api_routes()) {
    if (!route.right || route.whole || !names_a_thing(route.path)) continue;
    Places places = things().places();
    places["{record}"] = things().record_of(route.path);
    places.merge(common_places());
    HttpRequest request{.method = route.method};
    request.path = std::string(kApiRoot) + filled(route.path, places);
    request.if_match = route.edits ? "*" : "";
    if (!route.takes.empty()) request.content_type = "application/json", request.body = "{}";
    CAPTURE(route.method);
    CAPTURE(request.path);
    ++asked;
    const HttpResponse response = other.send(request);
    // A body that lacks something may be refused before anybody looks whose the thing is.
    CHECK((response.status == 404 || (!route.takes.empty() && response.status == 422)));
    CHECK_FALSE(things().tells(response, request.path));
  }
  CHECK(things().state() == before);
  CHECK(asked > 20);
}
