// What the print desk's thread does for whoever asked for labels, by a page or by the API.
#pragma once

#include <functional>
#include <string>

#include "console/visit.h"

namespace temgoc {

using LabelsToPrint =
    std::function<Result<PrintReport>(Workplace&, const SecretText&, const ProgressSink&)>;
// Opens the workplace on its own, as `actor`. Two of one `name` print once: a form that was sent
// twice, by two clicks or by the back button, or a request that a program sent again.
PrintDesk::Work print_work(const House& house, const Actor& actor, const std::string& name,
                           LabelsToPrint labels, SecretText passphrase);

}  // namespace temgoc
