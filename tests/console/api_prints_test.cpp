// Labels over the API: printed, watched, fetched, confirmed, printed again, voided.
#include <doctest/doctest.h>

#include <thread>

#include "console/program.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// Looks until the print is over.
Json over(Program& program, const HttpResponse& sent) {
  REQUIRE(sent.status == 202);
  for (int i = 0; i < 600; ++i) {
    const Json print = body_of(program.get(field(sent, "Location")));
    if (print["state"] == "done" || print["state"] == "failed") return print;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return {};
}

}  // namespace

TEST_CASE(
    "a program prints a lot's labels, fetches the file, says what came out and prints the rest "
    "again") {
  Office world;
  open_key(world);
  Program program(world), viewer(world, Role::viewer), other(world, Role::printer, "C90");
  const std::string lot =
      "/lots/" + body_of(program.post("/lots", lot_draft()))["short_code"].get<std::string>();
  Json order{{"template", "roll-60x40-seal"}, {"count", 5}};
  const Fields key{{"idempotency-key", "print-1"}};
  const HttpResponse sent = program.post(lot + "/prints", order, key);
  CHECK(program.post(lot + "/prints", order, key).body == sent.body);
  CHECK(code_in(other.get(field(sent, "Location"))) == "api_print_unknown");
  const Json print = over(program, sent);
  REQUIRE(print["state"] == "done");
  const std::string job = "/jobs/" + std::to_string(print["job"].get<int>());
  const Json record = body_of(viewer.get(job));
  CHECK(record["labels"] == 5);
  CHECK(record["state"] == "printed");
  CHECK(record["by"] == "phần mềm kho");
  const HttpResponse file = program.get(job + "/files/1", {{"accept", "application/pdf"}});
  CHECK(file.content_type == "application/pdf");
  CHECK(file.body.starts_with("%PDF-"));
  CHECK(code_in(program.get(job + "/files/2")) == "api_file_unknown");
  CHECK(code_in(viewer.get(job + "/files/1")) == "api_role_too_small");
  CHECK(code_in(other.get(job)) == "print_job_unknown");
  CHECK(body_of(program.get(lot))["labels"] == 5);
  Json outcome{{"kind", "came_out"}, {"last_label", 3}};
  CHECK(body_of(program.post(job + "/outcome", outcome))["came_out"] == 3);
  CHECK(code_in(program.post(job + "/outcome", {{"kind", "spoiled"}})) == "api_member_missing");
  CHECK(code_in(program.post(job + "/outcome", {{"kind", "spoiled"}, {"first_label", 9}})) ==
        "label_range_invalid");
  CHECK(code_in(program.post(job + "/reprint",
                             {{"reason", "kẹt giấy"}, {"first_label", 4}, {"last_label", 9}})) ==
        "label_range_invalid");
  const Json again =
      over(program, program.post(job + "/reprint", {{"reason", "kẹt giấy"}, {"first_label", 4}}));
  REQUIRE(again["state"] == "done");
  const Json jobs = body_of(program.get("/jobs?limit=1"));
  CHECK(jobs["items"][0]["reprint_of"] == print["job"]);
  CHECK(body_of(program.get("/jobs?limit=1&cursor=" +
                            jobs["next"].get<std::string>()))["items"][0]["job"] == print["job"]);
  CHECK(body_of(program.get("/jobs?lot=" + lot.substr(6)))["items"].size() == 2);
  CHECK(body_of(other.get("/jobs"))["items"].empty());
}

TEST_CASE("labels are voided by number and by listed serial") {
  Office world;
  open_key(world);
  Program program(world);
  const std::string lot =
      "/lots/" + body_of(program.post("/lots", lot_draft()))["short_code"].get<std::string>();
  const Json order{{"template", "roll-60x40-seal"}, {"count", 4}, {"codes", "item_seal"}};
  const Json print = over(program, program.post(lot + "/prints", order));
  REQUIRE(print["state"] == "done");
  CHECK(code_in(program.post(lot + "/void", {{"first", 9}, {"reason", "x"}})) ==
        "serial_not_issued");
  CHECK(code_in(program.post(lot + "/void", {{"reason", "x"}})) == "api_member_missing");
  CHECK(program.post(lot + "/void", {{"first", 2}, {"last", 3}, {"reason", "nhòe"}}).status == 200);
  const Json job = body_of(program.get("/jobs/" + std::to_string(print["job"].get<int>())));
  CHECK(job["voided_labels"] == 2);
}

TEST_CASE("an order that cannot be printed is refused, or fails with its reason") {
  Office world;
  Program program(world);
  open_key(world);
  const std::string lot =
      "/lots/" + body_of(program.post("/lots", lot_draft()))["short_code"].get<std::string>();
  const auto order = [](const Json& more) {
    Json all{{"template", "roll-60x40-seal"}, {"count", 2}};
    all.update(more);
    return all;
  };
  CHECK(code_in(program.post(lot + "/prints", order({{"template", "../temgoc"}}))) ==
        "template_unknown");
  CHECK(code_in(program.post(lot + "/prints", order({{"count", 0}}))) == "api_member_range");
  CHECK(code_in(program.post(lot + "/prints", order({{"language", "fr"}}))) ==
        "label_language_unknown");
  const Json print = over(program, program.post(lot + "/prints", order({{"count", 500}})));
  CHECK(print["state"] == "failed");
  CHECK(print["problem"]["code"] == "labels_over_quantity");
  CHECK(code_in(program.get("/prints/nothing")) == "api_print_unknown");
  CHECK(code_in(program.post("/prints/nothing/cancel", Json::object())) == "api_print_unknown");
  world.house().keys.lock("somebody");
  CHECK(code_in(program.post(lot + "/prints", order({}))) == "key_locked");
}

TEST_CASE("printers and templates are listed") {
  Office world;
  Program program(world);
  CHECK(body_of(program.get("/printers"))["items"].empty());
  const Json templates = body_of(program.get("/templates"))["items"];
  CHECK(templates.size() > 10);
  CHECK(templates[0]["label_mm"].size() == 2);
}
