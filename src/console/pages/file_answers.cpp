// Style sheet, script and icon.
#include "console/frame.h"
#include "console/pages/pages.h"

namespace temgoc {
namespace {

HttpResponse file(std::string_view name, const char* type) {
  return {.status = 200,
          .content_type = type,
          .body = std::string(console_files().content_of(name)),
          .headers = {{"Cache-Control", "max-age=300"}}};
}

}  // namespace

HttpResponse style_sheet(Visit&) { return file("console.css", "text/css; charset=utf-8"); }
HttpResponse script(Visit&) { return file("console.js", "text/javascript; charset=utf-8"); }
HttpResponse template_script(Visit&) {
  return file("template_editor.js", "text/javascript; charset=utf-8");
}
HttpResponse camera_script(Visit&) {
  return file("code_camera.js", "text/javascript; charset=utf-8");
}
HttpResponse decoder_script(Visit&) {
  return file("qr_decode.js", "text/javascript; charset=utf-8");
}
HttpResponse decoder_tables_script(Visit&) {
  return file("qr_index.js", "text/javascript; charset=utf-8");
}
HttpResponse favicon(Visit&) { return file("seal.svg", "image/svg+xml"); }

}  // namespace temgoc
