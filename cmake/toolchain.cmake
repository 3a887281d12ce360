# What every target is compiled with: the floating-point contract that makes results equal bit for
# bit under every compiler, warnings, sanitizers, ccache, and the libraries of the house.
add_library(yihe_options INTERFACE)
target_include_directories(yihe_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(yihe_options INTERFACE
  -ffp-contract=off -fno-fast-math -fno-math-errno -fno-trapping-math
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
target_compile_options(yihe_options INTERFACE -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Misfires on std::string in GCC 12 (its bug 105329).
  target_compile_options(yihe_options INTERFACE -Wno-restrict)
elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # std::stable_sort of libstdc++ 12 uses what C++17 deprecates, and clang blames the caller.
  target_compile_options(yihe_options INTERFACE -Wno-deprecated-declarations)
endif()
if(YIHE_SANITIZE)
  target_compile_options(yihe_options INTERFACE -fsanitize=${YIHE_SANITIZE} -fno-omit-frame-pointer -g)
  target_link_options(yihe_options INTERFACE -fsanitize=${YIHE_SANITIZE})
  if(YIHE_SANITIZE MATCHES "undefined")
    target_compile_options(yihe_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()

find_program(YIHE_CCACHE ccache)
if(YIHE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${YIHE_CCACHE})
endif()

find_package(Threads REQUIRED)
if(NOT YIHE_STD_THREADS)
  find_package(TBB REQUIRED)
endif()
find_package(yaml-cpp REQUIRED)
find_package(Boost REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(nlohmann_json REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SLEEF REQUIRED IMPORTED_TARGET sleef)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
