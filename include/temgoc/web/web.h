// The public service: `temgoc serve`. docs/serve.md is its contract.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Serves the workplace's public pages until SIGTERM or SIGINT, then answers what was begun (at most
// 10 s; a second signal ends it at once). SIGHUP reads the TLS files again and reopens the access
// log. Opens no signing key. Those of Site::open, `listen_invalid`, `listen_failed`,
// `proxy_invalid`, `tls_unreadable`, `tls_incomplete`, `file_unreadable`. REQUIRES: called from the
// only thread.
Result<void> serve(const std::filesystem::path& folder, const ServeSettings& settings,
                   const ServeWorld& world);

}  // namespace temgoc
