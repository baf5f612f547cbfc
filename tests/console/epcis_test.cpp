// The REST interface of EPCIS 2.0 as a client meets it: tokens, versions, jobs, pages, problems.
#include <doctest/doctest.h>

#include "console/epcis/answer_epcis.h"
#include "console/program.h"
#include "temgoc/base/percent.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/events/events.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Json event(const std::string& serial) {
  return {{"type", "ObjectEvent"},
          {"eventTime", "2026-11-20T08:00:00+07:00"},
          {"eventTimeZoneOffset", "+07:00"},
          {"action", "OBSERVE"},
          {"bizStep", "shipping"},
          {"epcList", Json::array({"urn:epc:id:sgtin:0614141.107346." + serial})}};
}

Json document_of(const std::vector<Json>& events) {
  return {{"@context", "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"},
          {"type", "EPCISDocument"},
          {"schemaVersion", "2.0"},
          {"creationDate", "2026-11-24T06:30:00+07:00"},
          {"epcisBody", {{"eventList", events}}}};
}

// A trading partner's program with a token of its own.
class Client {
 public:
  explicit Client(Office& world, Role role = Role::data_entry,
                  const std::string& cooperative = "C01")
      : world_(world), program_(world, role, cooperative) {}

  HttpResponse send(HttpRequest request) {
    request.client = "192.0.2.9";
    request.host = "127.0.0.1:8081";
    request.accept_language = "en";
    if (!silent) request.authorization = "Bearer " + program_.text;
    request.gs1_fields = fields;
    request.accept = accept;
    return answer_epcis(request, world_.house(), world_.accounts());
  }
  HttpResponse get(const std::string& target, const char* method = "GET") {
    const std::size_t mark = std::min(target.find('?'), target.size());
    HttpRequest request{.method = method};
    request.path = "/epcis" + target.substr(0, mark);
    request.query = target.substr(std::min(mark + 1, target.size()));
    return send(std::move(request));
  }
  HttpResponse post(const std::string& path, const std::string& body,
                    const std::string& type = "application/json") {
    HttpRequest request{.method = "POST"};
    request.path = "/epcis" + path;
    request.content_type = type;
    request.body = body;
    return send(std::move(request));
  }
  HttpResponse capture(const Json& document) { return post("/capture", document.dump()); }

  bool silent = false;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string accept;

 private:
  Office& world_;
  Program program_;
};

std::size_t events_in(const HttpResponse& response) {
  CHECK(response.status == 200);
  const auto read = read_epcis(response.body);
  REQUIRE(read);
  CHECK(read->faults.empty());
  return read->events.size();
}

std::string type_of(const HttpResponse& response) { return body_of(response)["type"]; }

}  // namespace

TEST_CASE("a document is captured, its job is told, and its events and itself come back") {
  Office world;
  Client client(world);
  const std::string body = document_of({event("1"), event("2")}).dump(1);
  const HttpResponse sent = client.post("/capture", body, "application/ld+json; charset=utf-8");
  REQUIRE(sent.status == 202);
  const std::string job = field(sent, "Location");
  REQUIRE(job.starts_with("/epcis/capture/"));
  CHECK(field(sent, "GS1-EPCIS-Version") == "2.0.0");
  const Json told = body_of(client.get(job.substr(6)));
  CHECK(told["running"] == false);
  CHECK(told["success"] == true);
  CHECK(told["captureErrorBehaviour"] == "rollback");
  CHECK(told["stored"] == 2);
  CHECK(told["errors"].empty());
  CHECK(client.get(job.substr(6) + "/document").body == body);
  CHECK(body_of(client.get("/capture")).size() == 1);
  CHECK(events_in(client.get("/events")) == 2);
  CHECK(events_in(client.get("/events?MATCH_epc=urn:epc:id:sgtin:0614141.107346.1")) == 1);
  CHECK(events_in(client.get("/epcs/" + percent_encoded("urn:epc:id:sgtin:0614141.107346.2") +
                             "/events")) == 1);
  CHECK(events_in(client.get("/bizSteps/shipping/events?EQ_action=OBSERVE")) == 2);
  CHECK(events_in(client.get("/eventTypes/AggregationEvent/events")) == 0);
  const Json first =
      body_of(client.get("/events"))["epcisBody"]["queryResults"]["resultsBody"]["eventList"][0];
  const std::string id = first["eventID"];
  CHECK(id.ends_with("?ver=CBV2.0"));
  CHECK(first.contains("recordTime"));
  CHECK(events_in(client.get("/events/" + percent_encoded(id))) == 1);
  CHECK(events_in(client.get("/events/" + id)) == 1);
}

TEST_CASE("a fault refuses the whole, or is told in the job where the client says proceed") {
  Office world;
  Client client(world);
  Json bad = event("2");
  bad["bizStep"] = "selling";
  const HttpResponse refused = client.capture(document_of({event("1"), bad, Json::object()}));
  CHECK(refused.status == 400);
  CHECK(refused.content_type == "application/problem+json");
  CHECK(type_of(refused) == "epcisException:ValidationException");
  CHECK(code_in(refused) == "epcis_word_unknown");
  CHECK(body_of(refused)["errors"].size() == 2);
  CHECK(events_in(client.get("/events")) == 0);
  client.fields = {{"gs1-capture-error-behaviour", "proceed"}};
  const HttpResponse taken = client.capture(document_of({event("1"), bad, Json::object()}));
  CHECK(taken.status == 202);
  CHECK(body_of(taken)["success"] == false);
  CHECK(body_of(taken)["errors"].size() == 2);
  CHECK(body_of(taken)["errors"][0]["type"] == "epcisException:ValidationException");
  CHECK(events_in(client.get("/events")) == 1);
  client.fields = {{"gs1-capture-error-behaviour", "hope"}};
  CHECK(code_in(client.capture(document_of({event("3")}))) == "epcis_header_invalid");
}

TEST_CASE("one event is captured at once") {
  Office world;
  Client client(world);
  Json one = event("1");
  CHECK(code_in(client.post("/events", one.dump())) == "epcis_context_missing");
  one["@context"] = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
  const HttpResponse made = client.post("/events", one.dump());
  REQUIRE(made.status == 201);
  CHECK(events_in(client.get(field(made, "Location").substr(6))) == 1);
  CHECK(code_in(client.post("/events", document_of({}).dump())) == "epcis_document_unknown");
}

TEST_CASE("nobody without a token, none with too small a role, and each sees his own alone") {
  Office world;
  Client client(world), viewer(world, Role::viewer), other(world, Role::data_entry, "C02"),
      office(world, Role::administrator, "");
  REQUIRE(client.capture(document_of({event("1")})).status == 202);
  client.silent = true;
  const HttpResponse stranger = client.get("/events");
  CHECK(stranger.status == 401);
  CHECK(type_of(stranger) == "epcisException:SecurityException");
  CHECK(client.get("/events", "OPTIONS").status == 204);
  CHECK(viewer.capture(document_of({event("2")})).status == 403);
  CHECK(events_in(viewer.get("/events")) == 1);
  CHECK(events_in(other.get("/events")) == 0);
  CHECK(events_in(office.get("/events")) == 1);
  const std::string job = body_of(viewer.get("/capture"))[0]["captureID"];
  CHECK(viewer.get("/capture/" + job).status == 200);
  CHECK(other.get("/capture/" + job).status == 404);
  CHECK(other.get("/capture/" + job + "/document").status == 404);
}

TEST_CASE("a query is kept under a name, asked for page by page, and deleted") {
  Office world;
  Client client(world), viewer(world, Role::viewer), other(world, Role::data_entry, "C02");
  std::vector<Json> events;
  for (int i = 0; i < 5; ++i) events.push_back(event(std::to_string(i)));
  events[4]["bizStep"] = "receiving";
  REQUIRE(client.capture(document_of(events)).status == 202);
  const Json definition{{"name", "giao-hang"},
                        {"query", {{"EQ_bizStep", Json::array({"shipping"})}}}};
  CHECK(viewer.post("/queries", definition.dump()).status == 403);
  const HttpResponse made = client.post("/queries", definition.dump());
  REQUIRE(made.status == 201);
  CHECK(field(made, "Location") == "/epcis/queries/giao-hang/events");
  const HttpResponse again = client.post("/queries", definition.dump());
  CHECK(again.status == 409);
  CHECK(type_of(again) == "epcisException:ResourceAlreadyExistsException");
  CHECK(code_in(client.post("/queries", R"({"name":"x","query":{"colour":"red"}})")) ==
        "epcis_parameter_unknown");
  CHECK(code_in(client.post("/queries", R"({"query":{}})")) == "epcis_query_unnamed");
  CHECK(body_of(viewer.get("/queries/giao-hang")) == definition);
  CHECK(body_of(viewer.get("/queries")) == Json::array({definition}));
  CHECK(body_of(other.get("/queries")).empty());
  CHECK(events_in(viewer.get("/queries/giao-hang/events")) == 4);
  CHECK(events_in(viewer.get("/queries/giao-hang/events?GE_recordTime=2100-01-01T00:00:00Z")) == 0);
  CHECK(code_in(viewer.get("/queries/giao-hang/events?EQ_action=ADD")) ==
        "epcis_parameter_unknown");
  const HttpResponse page = viewer.get("/queries/giao-hang/events?perPage=3");
  CHECK(events_in(page) == 3);
  const std::string link = field(page, "Link");
  REQUIRE(link.starts_with("</epcis/queries/giao-hang/events?perPage=3&nextPageToken="));
  CHECK(events_in(viewer.get(link.substr(7, link.find('>') - 7))) == 1);
  CHECK(client.post("/queries", R"({"name":"nhan","query":{"EQ_bizStep":["receiving"]}})").status ==
        201);
  const HttpResponse first = viewer.get("/queries?perPage=1");
  CHECK(body_of(first).size() == 1);
  CHECK(field(first, "Link") ==
        R"(</epcis/queries?perPage=1&nextPageToken=giao-hang>; rel="next")");
  CHECK(body_of(viewer.get("/queries?perPage=1&nextPageToken=giao-hang"))[0]["name"] == "nhan");

  // Webhooks are not called from here; how to do without them is said.
  const HttpResponse subscribed =
      client.post("/queries/giao-hang/subscriptions", R"({"dest":"https://x.example"})");
  CHECK(subscribed.status == 501);
  CHECK(code_in(subscribed) == "epcis_subscription_unsupported");
  CHECK(type_of(subscribed) == "epcisException:ImplementationException");
  CHECK(client.get("/queries/giao-hang/subscriptions/1").status == 501);
  client.fields = {{"gs1-query-stream", "true"}};
  CHECK(client.get("/queries/giao-hang/events").status == 501);
  client.fields.clear();

  CHECK(field(client.get("/queries/giao-hang", "OPTIONS"), "Allow") ==
        "GET, HEAD, DELETE, OPTIONS");
  CHECK(viewer.get("/queries/giao-hang", "DELETE").status == 403);
  CHECK(other.get("/queries/giao-hang", "DELETE").status == 404);
  CHECK(client.get("/queries/giao-hang", "DELETE").status == 204);
  CHECK(code_in(client.get("/queries/giao-hang")) == "epcis_query_unknown");
  CHECK(code_in(client.get("/queries/giao-hang/events")) == "epcis_query_unknown");
  CHECK(client.get("/events", "DELETE").status == 405);
}

TEST_CASE("what events name is listed page by page, and each of it leads to its events") {
  Office world;
  Client client(world), other(world, Role::viewer, "C02");
  std::vector<Json> events;
  for (int i = 0; i < 5; ++i) events.push_back(event(std::to_string(i)));
  events[1]["bizStep"] = "https://ns.example.com/steps/drying";
  events[2]["readPoint"] = {{"id", "urn:epc:id:sgln:0614141.07346.1234"}};
  events[2]["bizLocation"] = {{"id", "https://store.example/414/0614141073467"}};
  events[3]["disposition"] = "in_transit";
  events[4] = {{"type", "AggregationEvent"},
               {"eventTime", "2026-11-20T08:00:00+07:00"},
               {"eventTimeZoneOffset", "+07:00"},
               {"action", "ADD"},
               {"parentID", "urn:epc:id:sscc:0614141.1234567890"},
               {"childEPCs", Json::array({"urn:epc:id:sgtin:0614141.107346.0"})}};
  REQUIRE(client.capture(document_of(events)).status == 202);
  const auto listed = [](const HttpResponse& response) {
    const Json body = body_of(response);
    CHECK(body["type"] == "Collection");
    return body["member"].get<std::vector<std::string>>();
  };
  const auto all = listed(client.get("/"));
  CHECK(all == std::vector<std::string>{"capture", "events", "queries", "eventTypes", "epcs",
                                        "bizSteps", "bizLocations", "readPoints", "dispositions"});

  CHECK(listed(client.get("/eventTypes")).size() == 5);
  const HttpResponse epcs = client.get("/epcs");
  CHECK(field(epcs, "GS1-EPC-Format") == "Always_GS1_Digital_Link");
  const auto keys = listed(epcs);
  CHECK(keys.size() == 5);  // each once: one EPC stands in two events
  CHECK(std::ranges::count(keys, "https://id.gs1.org/01/10614141073464/21/0") == 1);
  CHECK(std::ranges::count(keys, "https://id.gs1.org/00/106141412345678908") == 1);
  CHECK(listed(client.get("/readPoints")) ==
        std::vector<std::string>{"https://id.gs1.org/414/0614141073467/254/1234"});
  CHECK(listed(client.get("/bizLocations")) ==
        std::vector<std::string>{"https://id.gs1.org/414/0614141073467"});
  CHECK(listed(other.get("/epcs")).empty());
  CHECK(listed(other.get("/readPoints")).empty());

  // The standard's words are there always; others once events have them.
  const auto steps = listed(client.get("/bizSteps?perPage=1000"));
  CHECK(std::ranges::count(steps, "shipping") == 1);
  CHECK(std::ranges::count(steps, "void_shipping") == 1);
  CHECK(steps.back() == "https://ns.example.com/steps/drying");
  CHECK(listed(other.get("/bizSteps?perPage=1000")).size() == steps.size() - 1);
  CHECK(std::ranges::count(listed(client.get("/dispositions?perPage=1000")), "in_transit") == 1);
  client.fields = {{"gs1-extensions", "s=https://ns.example.com/steps/"}};
  const Json named = body_of(client.get("/bizSteps?perPage=1000"));
  CHECK(named["member"].back() == "s:drying");
  CHECK(named["@context"][1]["s"] == "https://ns.example.com/steps/");
  CHECK(listed(client.get("/bizSteps/s:drying")) == std::vector<std::string>{"events"});
  CHECK(events_in(client.get("/bizSteps/s:drying/events")) == 1);
  client.fields.clear();

  for (const char* resource : {"/epcs", "/bizSteps"}) {
    std::vector<std::string> seen;
    std::string target = std::string(resource) + "?perPage=2";
    for (int page = 0; page < 40 && !target.empty(); ++page) {
      const HttpResponse answer = client.get(target);
      for (std::string& each : listed(answer)) seen.push_back(std::move(each));
      const std::string link = field(answer, "Link");
      target = link.empty() ? "" : link.substr(7, link.find('>') - 7);
    }
    CHECK(seen == listed(client.get(std::string(resource) + "?perPage=1000")));
  }

  CHECK(listed(client.get("/epcs/" + percent_encoded("urn:epc:id:sgtin:0614141.107346.3"))) ==
        std::vector<std::string>{"events"});
  CHECK(listed(client.get("/eventTypes/TransformationEvent")) ==
        std::vector<std::string>{"events"});
  const HttpResponse unknown = client.get("/dispositions/" + percent_encoded("urn:x:lost"));
  CHECK(unknown.status == 404);
  CHECK(code_in(unknown) == "epcis_resource_unknown");
  CHECK(type_of(unknown) == "epcisException:NoSuchResourceException");
  CHECK(other.get("/epcs/urn:epc:id:sgtin:0614141.107346.3").status == 404);

  CHECK(code_in(client.get("/epcs?nextPageToken=x")) == "epcis_parameter_invalid");
  CHECK(code_in(client.get("/epcs?perPage=0")) == "epcis_parameter_invalid");
  CHECK(code_in(client.get("/epcs?EQ_action=ADD")) == "epcis_parameter_unknown");
  CHECK(client.get("/epcs", "POST").status == 405);
  CHECK(client.get("/nextPageToken/30.5", "DELETE").status == 204);
  CHECK(other.get("/nextPageToken/30.5", "DELETE").status == 204);
  client.fields = {{"gs1-epc-format", "Never_Translates"}};
  CHECK(code_in(client.get("/epcs")) == "epcis_format_unmet");
  CHECK(client.get("/bizSteps").status == 200);
}

TEST_CASE("what is offered is told, and what is not offered is refused with its status") {
  Office world;
  Client client(world);
  const HttpResponse offered = client.get("/capture", "OPTIONS");
  CHECK(offered.status == 204);
  CHECK(field(offered, "Allow") == "GET, HEAD, POST, OPTIONS");
  CHECK(field(offered, "GS1-Capture-Error-Behaviour") == "all");
  CHECK(field(offered, "GS1-EPCIS-Capture-Limit") == "10000");
  CHECK(field(offered, "GS1-EPCIS-Min") == "2.0.0");
  CHECK(field(offered, "GS1-CBV-Max") == "2.0.0");
  CHECK(field(client.get("/events", "OPTIONS"), "GS1-EPC-Format") == "Never_Translates");
  CHECK(client.get("/nothing").status == 404);
  CHECK(code_in(client.get("/events/urn:uuid:none")) == "epcis_event_unknown");
  CHECK(code_in(client.get("/capture/none")) == "epcis_capture_unknown");
  CHECK(client.get("/events/x", "POST").status == 405);
  CHECK(client.post("/capture", "<epcis/>", "application/xml").status == 415);
  client.accept = "application/xml";
  CHECK(client.get("/events").status == 406);
  client.accept = "application/ld+json";
  CHECK(client.get("/events").content_type == "application/ld+json");
  client.fields = {{"gs1-epcis-version", "1.2"}};
  CHECK(code_in(client.get("/events")) == "epcis_version_unknown");
  client.fields = {{"gs1-epcis-min", "2.1"}};
  CHECK(client.get("/events").status == 406);
  client.fields = {{"gs1-epcis-min", "1.2"}, {"gs1-epcis-max", "2.0"}};
  CHECK(client.get("/events").status == 200);
  client.fields = {{"gs1-epc-format", "Always_EPC_URN"}};
  CHECK(code_in(client.get("/events")) == "epcis_format_unmet");
  client.fields.clear();
  const HttpResponse unknown = client.get("/events?colour=red");
  CHECK(unknown.status == 400);
  CHECK(type_of(unknown) == "epcisException:QueryParameterException");
  CHECK(body_of(unknown)["field"] == "colour");
  CHECK(client.get("/events?maxEventCount=1&perPage=5").status == 200);
}

TEST_CASE("a query that is too long, and one too many, have the standard's words for it") {
  Office world;
  Client client(world);
  Json query = {{"MATCH_epc", Json::array()}};
  for (int i = 0; i < 450; ++i)
    query["MATCH_epc"].push_back("urn:epc:id:sgtin:0614141.107346.100000" + std::to_string(i));
  const HttpResponse long_one =
      client.post("/queries", Json{{"name", "dai"}, {"query", query}}.dump());
  CHECK(long_one.status == 413);
  CHECK(type_of(long_one) == "epcisException:QueryTooComplexException");
}

TEST_CASE("bad input is refused clearly and leaves nothing") {
  Office world;
  Client client(world);
  CHECK(code_in(client.post("/capture", "")) == "json_unreadable");
  CHECK(code_in(client.post("/capture", std::string(5'000, '['))) == "json_unreadable");
  std::string deep = document_of({event("1")}).dump();
  deep.insert(deep.size() - 1, R"(,"x:y":)" + std::string(80, '[') + std::string(80, ']'));
  CHECK(code_in(client.post("/capture", deep)) == "json_unreadable");
  Json wrong = document_of({event("1")});
  wrong["@context"] = "https://schema.org/";
  CHECK(code_in(client.capture(wrong)) == "epcis_context_foreign");
  Json crowded = event("1");
  for (int i = 0; i < 100'000; ++i)
    crowded["epcList"].push_back("urn:epc:id:sgtin:0614141.107346.9" + std::to_string(i));
  const HttpResponse many = client.capture(document_of({event("0"), crowded}));
  CHECK(code_in(many) == "epcis_event_too_large");
  const HttpResponse flood = client.capture(document_of(std::vector<Json>(10'001, event("1"))));
  CHECK(flood.status == 413);
  CHECK(type_of(flood) == "epcisException:CaptureLimitExceededException");
  CHECK(events_in(client.get("/events")) == 0);
  CHECK(body_of(client.get("/capture")).empty());
}

TEST_CASE("pages lead on by their Link, in every form of the query") {
  Office world;
  Client client(world);
  std::vector<Json> events;
  for (int i = 0; i < 7; ++i) events.push_back(event(std::to_string(i)));
  REQUIRE(client.capture(document_of(events)).status == 202);
  std::string target = "/events?EQ_bizStep=shipping&perPage=3";
  std::size_t seen = 0, pages = 0;
  while (!target.empty() && pages < 9) {
    const HttpResponse page = client.get(target);
    seen += events_in(page);
    ++pages;
    const std::string link = field(page, "Link");
    CHECK((link.empty() || link.ends_with(R"(>; rel="next")")));
    target = link.empty() ? "" : link.substr(7, link.find('>') - 7);
  }
  CHECK(pages == 3);
  CHECK(seen == 7);
}

TEST_CASE("events that the cooperative recorded itself are there for who asks") {
  Office world;
  {
    Workplace works = world.workplace();
    Event harvest{.kind = EventKind::harvest,
                  .when = EventTime::parse("23/11/2026").value(),
                  .cooperative_id = "C01"};
    harvest.lots.push_back({.role = LotRole::output,
                            .lot = lot_named(works.registry(), "TH-1", "C01").value(),
                            .goods = "Cá đù"});
    REQUIRE(record_event(works, {.event = harvest}));
  }
  Client viewer(world, Role::viewer), other(world, Role::viewer, "C02");
  const HttpResponse found = viewer.get("/events?EQ_bizStep=creating_class_instance");
  CHECK(events_in(found) == 1);
  const Json document = body_of(found);
  CHECK(document["epcisBody"]["queryResults"]["resultsBody"]["eventList"][0]["temgoc:kind"] ==
        "harvest");
  CHECK(events_in(other.get("/events")) == 0);
}
