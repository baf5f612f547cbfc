// The names of the alarms that a scan can raise.
#include "temgoc/model/scan_log.h"

#include "named.h"

namespace temgoc {
namespace {

using Kind = ScanAlarm::Kind;
constexpr Names<Kind, 5> kKinds{{{Kind::forged, "forged"},
                                 {Kind::lot_not_issued, "lot_not_issued"},
                                 {Kind::serial_not_issued, "serial_not_issued"},
                                 {Kind::link_not_issued, "link_not_issued"},
                                 {Kind::code_not_claimed, "code_not_claimed"}}};

}  // namespace

std::string to_text(Kind kind) { return name_in(kKinds, kind); }
std::optional<Kind> scan_alarm_kind(std::string_view text) { return value_in(kKinds, text); }

}  // namespace temgoc
