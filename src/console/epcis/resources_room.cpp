// The things that events are listed beneath: what is known of each, and what stands beneath one.
#include <algorithm>
#include <array>

#include "console/api/paths.h"
#include "console/epcis/rooms.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr unsigned kPage = 30, kLargestPage = 1'000;

// Where a page begins: the standard's own words come first, then the values of events.
struct Place {
  std::size_t word = 0;
  std::int64_t value = 0;
};
struct Member {
  std::string text;
  Place after;
};

// WORD.VALUE
Result<Place> place_asked(const ApiCall& call) {
  const std::string token = call.asked("nextPageToken");
  if (token.empty()) return Place{};
  const std::size_t dot = token.find('.');
  const std::string word = token.substr(0, dot);
  const std::string value = dot == token.npos ? std::string() : token.substr(dot + 1);
  constexpr std::size_t kMostDigits = 18;
  const auto sound = [](const std::string& text) {
    return is_digits(text) && text.size() <= kMostDigits;
  };
  if (!sound(word) || !sound(value))
    return Error{"epcis_parameter_invalid", "nextPageToken", shortened(token)};
  return Place{std::stoull(word), std::stoll(value)};
}

Result<void> check_parameters(const ApiCall& call) {
  for (const auto& [name, value] : form_values(call.request().query))
    if (name != "perPage" && name != "nextPageToken")
      return Error{"epcis_parameter_unknown", shortened(name, 80)};
  return {};
}

std::vector<Member> members(const ApiCall& call, const EpcisResource& resource, Place at,
                            std::size_t wanted) {
  const std::string& field = resource.fields.front();
  const auto words = epcis_words(field);
  std::vector<Member> all;
  while (at.word < words.size() && all.size() < wanted) {
    const std::string_view word = words[at.word++];
    all.push_back({std::string(word), at});
  }
  const EpcisBook book = EpcisBook::of(call.registry());
  while (all.size() < wanted) {
    const auto known =
        book.known(resource.fields, call.scope(), at.value, static_cast<unsigned>(wanted));
    if (known.empty()) break;
    for (const EpcisKnown& each : known) {
      at.value = each.id;
      const std::string word = epcis_word(field, each.value);
      if (std::ranges::find(words, word) == words.end() && all.size() < wanted)
        all.push_back({word, at});
    }
  }
  return all;
}

// The longest of the client's prefixes that fits stands for the beginning of the text.
std::string shortened_by(const std::string& text,
                         const std::map<std::string, std::string>& extensions,
                         std::map<std::string, std::string>& used) {
  const std::pair<const std::string, std::string>* best = nullptr;
  for (const auto& each : extensions) {
    const bool fits =
        !each.second.empty() && text.starts_with(each.second) && text.size() > each.second.size();
    if (fits && (best == nullptr || each.second.size() > best->second.size())) best = &each;
  }
  if (best == nullptr) return text;
  used.insert(*best);
  return best->first + ":" + text.substr(best->second.size());
}

std::string link_to(const EpcisResource& resource, unsigned page, const Place& next) {
  return "<" + std::string(kEpcisRoot) + "/" + std::string(resource.name) +
         "?perPage=" + std::to_string(page) + "&nextPageToken=" + std::to_string(next.word) + "." +
         std::to_string(next.value) + ">; rel=\"next\"";
}

// Whether it is a word of the standard's, or events of those in sight have it.
Result<bool> is_known(const ApiCall& call, const EpcisResource& resource, const std::string& name) {
  const std::string& field = resource.fields.front();
  const auto words = epcis_words(field);
  const std::string word = epcis_word(field, epcis_term_value(field, name));
  if (std::ranges::find(words, word) != words.end()) return true;
  const EpcisBook book = EpcisBook::of(call.registry());
  auto query =
      epcis_query(book, {{std::string(resource.parameter), name}}, extensions_of(call.request()));
  if (!query) return query.error();
  query->filter.cooperative_id = call.scope();
  return book.count(query->filter, 1) > 0;
}

}  // namespace

std::span<const EpcisResource> epcis_resources() {
  static const std::array<EpcisResource, 6> kResources{
      {{"eventTypes", "eventType", {"type"}},
       {"epcs", "MATCH_anyEPC", {"epc", "parentID", "inputEPC", "outputEPC"}, true},
       {"bizSteps", "EQ_bizStep", {"bizStep"}},
       {"bizLocations", "EQ_bizLocation", {"bizLocation"}, true},
       {"readPoints", "EQ_readPoint", {"readPoint"}, true},
       {"dispositions", "EQ_disposition", {"disposition"}}}};
  return kResources;
}

Json epcis_collection(Json members, const std::map<std::string, std::string>& prefixes) {
  Json context = std::string(kEpcisContext);
  if (!prefixes.empty()) context = Json::array({std::string(kEpcisContext), prefixes});
  return {{"@context", std::move(context)}, {"type", "Collection"}, {"member", std::move(members)}};
}

Result<unsigned> page_asked(const ApiCall& call) {
  const std::string text = call.asked("perPage");
  if (text.empty()) return kPage;
  if (!is_digits(text) || text.size() > 9 || std::stoul(text) == 0)
    return Error{"epcis_parameter_invalid", "perPage", shortened(text)};
  return std::min(static_cast<unsigned>(std::stoul(text)), kLargestPage);
}

HttpResponse list_known(ApiCall& call, const EpcisResource& resource) {
  if (auto sound = check_parameters(call); !sound) return refused(call, sound.error());
  const auto page = page_asked(call);
  if (!page) return refused(call, page.error());
  const auto at = place_asked(call);
  if (!at) return refused(call, at.error());
  if (auto settled = settle_own(call); !settled) return refused(call, settled.error());
  auto all = members(call, resource, *at, std::size_t{*page} + 1);
  const bool more = all.size() > *page;
  if (more) all.pop_back();
  const auto extensions = extensions_of(call.request());
  std::map<std::string, std::string> used;
  Json list = Json::array();
  for (const Member& each : all) list.push_back(shortened_by(each.text, extensions, used));
  HttpResponse response = epcis_json(call, 200, epcis_collection(std::move(list), used));
  if (more) response.headers.emplace_back("Link", link_to(resource, *page, all.back().after));
  return response;
}

HttpResponse show_known(ApiCall& call, const EpcisResource& resource, const std::string& name) {
  if (auto settled = settle_own(call); !settled) return refused(call, settled.error());
  const auto known = is_known(call, resource, name);
  if (!known) return refused(call, known.error());
  if (!*known)
    return refused(call,
                   {"epcis_resource_unknown", std::string(resource.name), shortened(name, 80)});
  return epcis_json(call, 200, epcis_collection(Json::array({"events"})));
}

}  // namespace temgoc
