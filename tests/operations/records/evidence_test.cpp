// Evidence behind events and certificates: kept by hash, bound by the log, shown where the
// cooperative says so, and gone when it is taken back.
#include "temgoc/records/evidence.h"

#include <fstream>
#include <iterator>

#include "pictures/photos.h"
#include "registry/raw_sqlite.h"
#include "support/lot_events.h"
#include "temgoc/events/public_evidence.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/records/record_files.h"
#include "temgoc/upkeep/doctor.h"
#include "temgoc/workplace/kept_files.h"
#include "temgoc/workplace/site.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string photo(std::uint8_t shade) {
  return png(64, 48, [shade](unsigned, unsigned) { return Colour{shade, shade, shade}; });
}
std::string pdf(const std::string& text) { return "%PDF-1.4\n" + text + "\nstartxref\n9\n%%EOF\n"; }

// A harvest packed into an issued lot.
struct Harvested {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;
  EvidenceSubject harvest, certificate;

  Harvested() {
    using R = LotRole;
    const auto at_seat = [](Event& event) { event.place_id.clear(); };
    const auto id = record_at_k1(works, EventKind::harvest, "22/11/2026", "Cá",
                                 {{R::output, "TH-1", "9 kg"}}, at_seat);
    record_at_k1(works, EventKind::pack, "23/11/2026", "Cá",
                 {{R::input, "TH-1", "5 kg"}, {R::output, lot.short_code.text(), "5 kg"}}, at_seat);
    harvest = {EvidenceSubject::Kind::event, std::to_string(id)};
    certificate = {EvidenceSubject::Kind::certification,
                   works.registry().certifications("C01").at(0).id};
  }

  Evidence added(const EvidenceSubject& subject, const std::string& file, bool shown = false,
                 EvidenceKind kind = EvidenceKind::photo) {
    auto done = add_evidence(
        works, {.subject = subject, .kind = kind, .title = "Cân tại bến", .shown = shown},
        as_bytes(file));
    REQUIRE_MESSAGE(done, code_of(done));
    return *std::move(done);
  }
  std::string refusal(EvidenceOrder order, const std::string& file = photo(9)) {
    if (order.title.empty()) order.title = "x";
    return code_of(add_evidence(works, order, as_bytes(file)));
  }
  bool is_public(const Evidence& evidence) {
    return fs::exists(kept_folder(world.works(), KeptKind::picture) / evidence.file);
  }
  bool is_kept(const Evidence& evidence) {
    return fs::exists(kept_folder(world.works(), KeptKind::paper) / evidence.file);
  }
  std::size_t seen() { return public_evidence(works.registry(), lot, 99).size(); }
  bool log_is_sound() {
    const Site site = Site::open(world.works(), world.clock()).value();
    return check_log(site, {}).value().sound();
  }
};

}  // namespace

TEST_CASE("a photo behind an event loses its metadata, and its hash is in the log") {
  Harvested farm;
  const auto entries = farm.works.registry().log_size(farm.works.realm(false));
  const Evidence kept = farm.added(farm.harvest, photo(40));
  CHECK(kept.number == 1);
  CHECK(kept.file.ends_with(".jpg"));
  CHECK(kept.cooperative_id == "C01");
  CHECK(farm.works.registry().log_size(farm.works.realm(false)) == entries + 1);
  const std::string file = evidence_file(farm.world.works(), kept).value();
  CHECK(kept_name(as_bytes(file), ".jpg") == kept.file);
  CHECK(file.find("Exif") == std::string::npos);
  CHECK(farm.works.registry().acts({.limit = 1}).at(0).act.kind == "evidence");
  CHECK(farm.log_is_sound());
  // The same file again is the same evidence.
  CHECK(farm.added(farm.harvest, photo(40)).number == 1);
  CHECK(farm.added(farm.harvest, photo(41)).number == 2);
  CHECK(farm.added(farm.certificate, pdf("kiểm nghiệm"), false, EvidenceKind::laboratory)
            .file.ends_with(".pdf"));
  CHECK(EvidenceBook::of(farm.works.registry()).of_subject(farm.harvest).size() == 2);
}

TEST_CASE("evidence is internal until its cooperative shows it, and again when it hides it") {
  Harvested farm;
  const Evidence kept = farm.added(farm.harvest, photo(40));
  CHECK_FALSE(farm.is_public(kept));
  CHECK(farm.seen() == 0);
  REQUIRE(show_evidence(farm.works, kept.number, true));
  CHECK(farm.is_public(kept));
  CHECK(farm.seen() == 1);
  CHECK(farm.log_is_sound());
  REQUIRE(show_evidence(farm.works, kept.number, false));
  CHECK_FALSE(farm.is_public(kept));
  CHECK(farm.is_kept(kept));
  CHECK(farm.seen() == 0);
  CHECK(farm.added(farm.harvest, photo(50), true).shown);
  CHECK(farm.seen() == 1);
  CHECK(farm.works.registry().acts({.kind = "evidence_shown"}).size() == 1);
}

TEST_CASE("what is taken back is deleted unless something else names it, and its hash stays") {
  Harvested farm;
  const Evidence one = farm.added(farm.harvest, photo(40), true);
  const Evidence two = farm.added(farm.certificate, photo(40), true);
  CHECK(one.file == two.file);
  REQUIRE(remove_evidence(farm.works, one.number));
  CHECK(farm.is_public(two));
  REQUIRE(remove_evidence(farm.works, two.number));
  CHECK_FALSE(farm.is_public(two));
  CHECK_FALSE(farm.is_kept(two));
  CHECK(code_of(remove_evidence(farm.works, two.number)) == "evidence_unknown");
  CHECK(EvidenceBook::of(farm.works.registry()).evidence(one.number)->file == one.file);
  CHECK(farm.log_is_sound());
  // A scan of a certificate with the same bytes keeps its own file.
  REQUIRE(add_certificate_paper(farm.works, farm.certificate.id, as_bytes(photo(60))));
  const Evidence three = farm.added(farm.harvest, photo(60), true);
  REQUIRE(remove_evidence(farm.works, three.number));
  CHECK(farm.is_kept(three));
  CHECK_FALSE(farm.is_public(three));
  const auto looked =
      look_over({.workplace = farm.world.works()}, farm.world.clock(), farm.world.random());
  for (const Diagnosis& each : looked)
    if (each.check == "pictures") CHECK(each.level == Diagnosis::Level::good);
}

TEST_CASE("evidence is refused behind what is not there, another's, or without a title") {
  Harvested farm;
  CHECK(farm.refusal({.subject = {EvidenceSubject::Kind::event, "999"}}) ==
        "evidence_subject_unknown");
  CHECK(farm.refusal({.subject = farm.harvest, .only_cooperative = "C02"}) ==
        "evidence_subject_unknown");
  CHECK(farm.refusal({.subject = farm.harvest, .title = " "}) == "evidence_title_missing");
  CHECK(farm.refusal({.subject = farm.harvest}, "<script>") == "picture_format");
  CHECK(farm.refusal({.subject = farm.harvest}, "%PDF-1.4 cut") == "pdf_damaged");
  CHECK(code_of(evidence_subject("lot/1")) == "evidence_subject_invalid");
  CHECK(code_of(evidence_subject("event/x")) == "evidence_subject_invalid");
  const Evidence kept = farm.added(farm.harvest, photo(40));
  CHECK(code_of(show_evidence(farm.works, kept.number, true, "C02")) == "evidence_unknown");
  for (std::size_t i = 1; i < kMostEvidence; ++i)
    farm.added(farm.harvest, pdf("tờ " + std::to_string(i)));
  CHECK(farm.refusal({.subject = farm.harvest}, pdf("tờ cuối")) == "evidence_too_many");
}

TEST_CASE("evidence that was edited behind the program is named") {
  Harvested farm;
  farm.added(farm.harvest, photo(40));
  farm.added(farm.certificate, pdf("giấy"), true);
  REQUIRE(farm.log_is_sound());
  const fs::path copy = farm.world.folder / "copy";
  for (const char* sql :
       {"UPDATE evidence SET body = replace(body, 'Cân', 'Bán') WHERE number = 1",
        "UPDATE evidence SET body = replace(body, 'false', 'true') WHERE number = 1",
        "UPDATE evidence SET subject = 'event/2' WHERE number = 1",
        "UPDATE evidence SET file = 'x' WHERE number = 2", "DELETE FROM evidence WHERE number = 2",
        "UPDATE evidence SET version = 7 WHERE number = 2",
        "INSERT INTO evidence (number, version, subject, file, at, body) SELECT 9, 1, subject, "
        "file, "
        "at, body FROM evidence WHERE number = 1"}) {
    CAPTURE(sql);
    fs::copy(farm.world.works(), copy, fs::copy_options::recursive);
    {
      RawSqlite raw(copy / "registry.sqlite");
      std::string restore;
      for (const std::string& text : raw.rows(
               "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'evidence'"))
        restore += "; " + text;
      raw.rows("DROP TRIGGER evidence_stays; DROP TRIGGER evidence_remains; " + std::string(sql) +
               restore);
    }
    CHECK_FALSE(check_log(Site::open(copy, farm.world.clock()).value(), {}).value().sound());
    fs::remove_all(copy);
  }
}
