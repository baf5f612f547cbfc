# Every third-party library, from Debian 12, with the version it must at least have. `./dev setup` installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB 1.2.13 REQUIRED)
find_package(fmt 9.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Boost 1.74 REQUIRED)  # headers alone: Asio and Beast

pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.88)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq>=15)
# Debian's libutf8proc 2.8 calls itself 2.6 in its package file.
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc>=2.6)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode>=4.1)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng>=1.6)
pkg_check_modules(JPEG REQUIRED IMPORTED_TARGET libjpeg>=2.1)  # libjpeg-turbo
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip>=1.7)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml>=1.13)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter>=1.1)
pkg_check_modules(POPPLER_CPP REQUIRED IMPORTED_TARGET poppler-cpp>=22.12)
pkg_check_modules(ZXING REQUIRED IMPORTED_TARGET zxing>=1.4)

# Cryptoki's header alone: modules are loaded at run time.
pkg_check_modules(P11_KIT REQUIRED p11-kit-1>=0.24)
add_library(temgoc_p11_kit INTERFACE)
target_include_directories(temgoc_p11_kit SYSTEM INTERFACE ${P11_KIT_INCLUDE_DIRS})

# libharu ships no package file in Debian 12.
find_path(HPDF_INCLUDE_DIR hpdf.h REQUIRED)
find_library(HPDF_LIBRARY hpdf REQUIRED)
add_library(temgoc_hpdf INTERFACE)
target_include_directories(temgoc_hpdf SYSTEM INTERFACE ${HPDF_INCLUDE_DIR})
target_link_libraries(temgoc_hpdf INTERFACE ${HPDF_LIBRARY})
find_package(valijson REQUIRED)

# The faces drawn on labels: Noto Sans (never DejaVu: libharu 2.3.0 drops its diacritics).
set(TEMGOC_FONT_DIR "/usr/share/fonts/truetype/noto" CACHE PATH "where NotoSans-Regular.ttf and NotoSans-Bold.ttf are")
