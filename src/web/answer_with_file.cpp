// What is sent as it is: the log's files, trust list and roots, pictures.
#include <algorithm>
#include <array>
#include <filesystem>

#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/log/log.h"
#include "temgoc/registry/evidence_book.h"
#include "temgoc/workplace/kept_files.h"
#include "web/answer.h"
#include "web/paths.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostPictureBytes = 2 << 20;
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kShort = "public, max-age=10";
constexpr std::string_view kMinutes = "public, max-age=300";
constexpr std::string_view kText = "text/plain; charset=utf-8";

constexpr std::string_view kRobots = "User-agent: *\nDisallow: /code/\nDisallow: /report\n";
// A seal: a ring with a tick.
constexpr std::string_view kIcon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#0b6b3a"/><path d="M8 16.5l5.5 5.5L24 10.5" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>
)";

struct Kind {
  std::string_view route;
  std::string_view type;
  std::string_view cache;
};

HttpResponse content(std::string body, const Kind& kind) {
  HttpResponse response{.status = 200,
                        .content_type = std::string(kind.type),
                        .body = std::move(body),
                        .headers = {{"Cache-Control", std::string(kind.cache)}},
                        .route = kind.route};
  // Weak: the packed and the plain form of one file are told by one tag (RFC 9110, section 8.8.1).
  response.headers.emplace_back(
      "ETag", "W/\"" + to_hex(sha256(as_bytes(response.body))).substr(0, 32) + '"');
  return response;
}

HttpResponse missing(std::string_view route) {
  return {.status = 404, .content_type = std::string(kText), .body = "404\n", .route = route};
}

// Anyone may check: a verifier page of another origin reads these too.
HttpResponse open_content(std::string bytes, const Kind& kind) {
  HttpResponse response = content(std::move(bytes), kind);
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

bool is_number(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && is_digits(text);
}

// C2SP tlog-tiles: "tile/<level>/x001/x234/067[.p/<width>]", "tile/entries/…". Nothing else has
// such a form, so no other file can be asked for.
bool is_tile_path(std::string_view path) {
  auto parts = split(path, '/');
  if (parts.size() < 3 || parts.size() > 9 || parts[0] != "tile") return false;
  if (parts[1] != "entries" && !is_number(parts[1], 1, 2)) return false;
  if (parts[parts.size() - 2].ends_with(".p")) {
    if (!is_number(parts.back(), 1, 3)) return false;
    parts.pop_back();
    parts.back().remove_suffix(2);
  }
  const auto is_group = [](std::string_view part) {
    return part.starts_with('x') && is_number(part.substr(1), 3, 3);
  };
  return parts.size() >= 3 && std::all_of(parts.begin() + 2, parts.end() - 1, is_group) &&
         is_number(parts.back(), 3, 3);
}

HttpResponse log_file(std::string_view name, const fs::path& log) {
  const bool is_checkpoint = name == "checkpoint";
  if (!is_checkpoint && !is_tile_path(name)) return missing("log");
  auto bytes = read_published_file(log, name);
  if (!bytes) return missing("log");
  return open_content(*std::move(bytes), is_checkpoint
                                             ? Kind{"log", kText, kShort}
                                             : Kind{"log", "application/octet-stream", kForEver});
}

struct PictureKind {
  std::string_view suffix;
  std::string_view type;
  bool (*is)(std::string_view bytes);
};
// By what is in the file, not by its name: a page of script named .png is no picture.
constexpr std::array<PictureKind, 4> kPictureKinds = {{
    {".jpg", "image/jpeg",
     [](std::string_view bytes) { return bytes.starts_with("\xff\xd8\xff"); }},
    {".jpeg", "image/jpeg",
     [](std::string_view bytes) { return bytes.starts_with("\xff\xd8\xff"); }},
    {".png", "image/png",
     [](std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }},
    {".webp", "image/webp",
     [](std::string_view bytes) {
       return bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP";
     }},
}};

// The picture on record, else one that somebody put there under the product's number.
HttpResponse picture(std::string_view digits, const Site& site) {
  const auto gtin = Gtin::parse(digits);
  if (!gtin || digits != gtin->digits()) return missing("picture");
  const auto product = site.registry().product(*gtin);
  if (product && !product->picture.empty()) {
    auto kept = read_kept_file(site.folder(), KeptKind::picture, product->picture);
    if (kept) return content(std::move(*kept), {"picture", "image/jpeg", kMinutes});
  }
  const fs::path folder = site.folder() / "pictures";
  for (const PictureKind& kind : kPictureKinds) {
    auto bytes = read_file(folder / (gtin->digits() + std::string(kind.suffix)), kMostPictureBytes);
    if (bytes && kind.is(*bytes))
      return content(std::move(*bytes), {"picture", kind.type, kMinutes});
  }
  return missing("picture");
}

// Shown to everybody as its cooperative says. A paper is saved, never shown: what stands in
// somebody's PDF runs in no page of ours.
HttpResponse evidence(std::string_view file, const Site& site) {
  constexpr std::string_view kRoute = "evidence";
  if (!is_kept_name(file) || !EvidenceBook::of(site.registry()).of_file(file, true))
    return missing(kRoute);
  auto kept = read_kept_file(site.folder(), KeptKind::picture, file);
  if (!kept) return missing(kRoute);
  const bool is_pdf = file.ends_with(".pdf");
  HttpResponse response =
      content(std::move(*kept), {kRoute, is_pdf ? "application/pdf" : "image/jpeg", kMinutes});
  if (is_pdf) {
    response.headers.emplace_back("Content-Disposition", "attachment");
    response.headers.emplace_back("Content-Security-Policy", "sandbox");
  }
  return response;
}

}  // namespace

std::optional<HttpResponse> answer_with_file(const HttpRequest& request, const Desk& desk) {
  constexpr std::string_view kPictures = "/picture/";
  const std::string_view path = request.path;
  const fs::path& folder = desk.site.folder();
  if (path.starts_with(kLogFolder)) return log_file(path.substr(kLogFolder.size()), folder / "log");
  // What is believed here, not what lies on the disk: that may be damaged.
  if (path == kTrustListPath)
    return open_content(desk.site.trust_note(), {"trust", kText, kMinutes});
  if (path == kRootsPath) return open_content(desk.site.roots_note(), {"trust", kText, kMinutes});
  if (path.starts_with(kPictures)) return picture(path.substr(kPictures.size()), desk.site);
  constexpr std::string_view kEvidence = "/evidence/";
  if (path.starts_with(kEvidence)) return evidence(path.substr(kEvidence.size()), desk.site);
  if (path == "/robots.txt") return content(std::string(kRobots), {"robots", kText, kMinutes});
  if (path == "/favicon.ico" || path == "/favicon.svg")
    return content(std::string(kIcon), {"icon", "image/svg+xml", kForEver});
  return std::nullopt;
}

}  // namespace temgoc
