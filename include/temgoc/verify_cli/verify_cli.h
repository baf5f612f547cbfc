// The command line of `temgoc-verify`: checks labels, signs nothing, opens no registry.
#pragma once

namespace temgoc {

// temgoc-verify [--roots FILE]… [--trust FILE]… [--bundle FILE]… [--state FILE] [--at DATE]
// [--json] [--lang vi|en] TEXT|-
// Returns the verdict's exit code (docs/cli.md), 2 for wrong usage, 3 for an unusable file, 5 for a
// missing one. Never throws.
int run_verify_cli(int argc, const char* const* argv);

}  // namespace temgoc
