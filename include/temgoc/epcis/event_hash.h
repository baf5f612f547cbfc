// The hash of an EPCIS event that everybody computes alike, and that may serve as its id: Core
// Business Vocabulary 2.0, section 8.9.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

// For each event of an EPCIS 2.0 document in JSON-LD, in its order: "ni:///sha-256;…?ver=CBV2.0".
// An EPCISDocument, an EPCISQueryDocument, and a document of one event are read. `json_unreadable`,
// `json_duplicate_key`, `epcis_no_events` (no list of events where EPCIS has it),
// `epcis_event_unreadable` (args event: from 1; what: the member at fault).
Result<std::vector<std::string>> epcis_event_hashes(std::string_view document);

// The texts that are hashed, for whoever must find out why two hashes differ.
Result<std::vector<std::string>> epcis_event_texts(std::string_view document);

// A GS1 key in any of its forms (EPC URI, class, pattern, GS1 Digital Link of any host) as the
// canonical GS1 Digital Link; every other text unchanged.
std::string canonical_gs1_key(std::string_view text);

}  // namespace temgoc
