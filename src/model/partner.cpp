// Partners as records.
#include "temgoc/model/partner.h"

#include "named.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr Names<PartnerRole, 3> kRoles{{{PartnerRole::supplier, "supplier"},
                                        {PartnerRole::buyer, "buyer"},
                                        {PartnerRole::carrier, "carrier"}}};

std::string text_in(const Json& json, const char* name) {
  const Json& member = json.at(name);
  return member.is_null() ? std::string() : member.get<std::string>();
}

[[noreturn]] void damaged(const char* what) {
  throw SystemFailure(Error{.code = "record_damaged", .value = what});
}

}  // namespace

std::string to_text(PartnerRole role) { return name_in(kRoles, role); }
std::optional<PartnerRole> partner_role(std::string_view text) { return value_in(kRoles, text); }

Json to_json(const Partner& partner) {
  Json roles = Json::array();
  for (const PartnerRole role : partner.roles) roles.push_back(to_text(role));
  return {{"id", partner.id},
          {"cooperative_id", partner.cooperative_id},
          {"name", partner.name},
          {"roles", roles},
          {"gln", text_or_null(partner.gln)},
          {"address", text_or_null(partner.address)},
          {"phone", text_or_null(partner.phone)},
          {"salt", partner.salt}};
}

Partner partner_from(const Json& json) {
  try {
    Partner partner{.id = text_in(json, "id"),
                    .cooperative_id = text_in(json, "cooperative_id"),
                    .name = text_in(json, "name"),
                    .gln = text_in(json, "gln"),
                    .address = text_in(json, "address"),
                    .phone = text_in(json, "phone"),
                    .salt = text_in(json, "salt")};
    for (const Json& role : json.at("roles")) {
      const auto read = partner_role(role.get<std::string>());
      if (!read) damaged("roles");
      partner.roles.push_back(*read);
    }
    return partner;
  } catch (const Json::exception&) {
    damaged("partner");
  }
}

}  // namespace temgoc
