// Which links a request asks for, and in which form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/http/http.h"
#include "web/resolver/link_levels.h"
#include "web/resolver/negotiation.h"

namespace temgoc {

enum class LinksetForm { linkset, json, json_ld, html };

struct LinkRequest {
  bool linkset = false;  // all links as a document, not one to be led to
  std::string type;      // gs1:pip …; empty: none asked for
  Wishes wishes;
  LinksetForm form = LinksetForm::linkset;  // of a linkset, where one is answered
};

// From the parameters `linkType` and `context` and the two headers. A type of another vocabulary
// stands as it was written.
LinkRequest link_request(const HttpRequest& request);

// The link to be led to; several that nothing tells apart, with their levels; none of that type:
// empty. The most specific level that has such a link decides.
std::vector<LinkLevel> chosen_links(const std::vector<LinkLevel>& levels,
                                    const LinkRequest& request);

}  // namespace temgoc
