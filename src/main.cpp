#include "temgoc/cli.h"
#include "temgoc/console.h"
#include "temgoc/web.h"

int main(int argc, char** argv) {
  return temgoc::run_cli(argc, argv, {temgoc::serve, temgoc::run_console});
}
