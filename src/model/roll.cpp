// Stores how a roll was drawn as JSON.
#include "temgoc/model/roll.h"

#include "temgoc/base/json.h"

namespace temgoc {

std::string stored(const PrintSetup& setup) {
  return canonical_json({{"dpi", setup.dpi},
                         {"language", setup.language},
                         {"start_cell", setup.start_cell},
                         {"cells", setup.cells},
                         {"content", setup.content},
                         {"placement", stored(setup.placement)},
                         {"file", setup.file}});
}

PrintSetup print_setup_from(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    return {.dpi = json.at("dpi").get<unsigned>(),
            .language = json.at("language").get<std::string>(),
            .start_cell = json.at("start_cell").get<unsigned>(),
            .cells = json.at("cells").get<unsigned>(),
            .content = json.at("content").get<std::string>(),
            .placement = placement_from(json.at("placement").get<std::string>()),
            .file = json.at("file").get<std::string>()};
  } catch (const nlohmann::json::exception& failure) {
    throw SystemFailure({.code = "record_damaged", .args = {{"reason", failure.what()}}});
  }
}

}  // namespace temgoc
