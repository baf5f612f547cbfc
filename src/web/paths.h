// The public addresses of our own pages, in one place: what a linkset points to is what a page
// answers. All are paths from the host's root.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/model/identifiers.h"

namespace temgoc {

// The page of a lot, of one listed or sealed serial of it, and what hangs below it.
std::string lot_path(const Gtin& gtin, const LotCode& lot,
                     const std::optional<Serial>& serial = {});
std::string lot_events_path(const Gtin& gtin, const LotCode& lot);
std::string lot_proof_path(const Gtin& gtin, const LotCode& lot);
std::string lot_safety_path(const Gtin& gtin, const LotCode& lot);
std::string lot_label_path(const Gtin& gtin, const LotCode& lot);     // the electronic label
std::string lot_passport_path(const Gtin& gtin, const LotCode& lot);  // of EN 18223
std::string product_path(const Gtin& gtin);
std::string product_picture_path(const Gtin& gtin);
std::string evidence_path(std::string_view file);
std::string cooperative_path(std::string_view id);
std::string place_path(std::string_view id);
std::string certification_path(std::string_view id);
std::string code_path(const ShortCode& code);  // what typing that code at "/" leads to

inline constexpr std::string_view kReportPath = "/report";
inline constexpr std::string_view kAnswerPath = "/report/answer";  // ?receipt=
inline constexpr std::string_view kLogFolder = "/log/";            // the C2SP tiles, as files
inline constexpr std::string_view kCredentialFolder = "/credentials/";
inline constexpr std::string_view kPassportFolder = "/dpp/";
inline constexpr std::string_view kTrustListPath = "/trust_list";
inline constexpr std::string_view kRootsPath = "/roots";
inline constexpr std::string_view kResolverDescriptionPath = "/.well-known/gs1resolver";
inline constexpr std::string_view kLinksetContextPath = "/linkset-context.jsonld";

}  // namespace temgoc
