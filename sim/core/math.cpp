#include "sim/core/math.hpp"

#include <sleef.h>

#include <cmath>

namespace yihe::math {

double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double logistic(double x) { return 1.0 / (1.0 + exp(-x)); }
double normal_cdf(double x) {
    return 0.5 * Sleef_cinz_erfcd1_u15purec(-x * 0.70710678118654752440);
}
double log_gamma(double x) { return Sleef_cinz_lgammad1_u10purec(x); }

namespace {

/// Ratio of two polynomials of degree 7, highest coefficient first.
double ratio(double r, const double (&num)[8], const double (&den)[8]) {
    double a = num[0], b = den[0];
    for (int i = 1; i < 8; ++i) {
        a = a * r + num[i];
        b = b * r + den[i];
    }
    return a / b;
}

}  // namespace

double normal_quantile(double p) {
    static constexpr double centre_num[8] = {
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608};
    static constexpr double centre_den[8] = {
        5226.495278852545925,  28729.085735721942674, 39307.89580009271061,  21213.794301586595867,
        5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1.0};
    static constexpr double near_num[8] = {7.7454501427834140764e-4, 0.0227238449892691845833,
                                           0.24178072517745061177,   1.27045825245236838258,
                                           3.64784832476320460504,   5.7694972214606914055,
                                           4.6303378461565452959,    1.42343711074968357734};
    static constexpr double near_den[8] = {1.05075007164441684324e-9, 5.475938084995344946e-4,
                                           0.0151986665636164571966,  0.14810397642748007459,
                                           0.68976733498510000455,    1.6763848301838038494,
                                           2.05319162663775882187,    1.0};
    static constexpr double far_num[8] = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                          0.0012426609473880784386,  0.026532189526576123093,
                                          0.29656057182850489123,    1.7848265399172913358,
                                          5.4637849111641143699,     6.6579046435011037772};
    static constexpr double far_den[8] = {2.04426310338993978564e-15, 1.4215117583164458887e-7,
                                          1.8463183175100546818e-5,   7.868691311456132591e-4,
                                          0.0148753612908506148525,   0.13692988092273580531,
                                          0.59983220655588793769,     1.0};
    const double q = p - 0.5;
    if (std::fabs(q) <= 0.425) return q * ratio(0.180625 - q * q, centre_num, centre_den);
    const double r = std::sqrt(-log(q < 0 ? p : 1.0 - p));
    const double z =
        r <= 5.0 ? ratio(r - 1.6, near_num, near_den) : ratio(r - 5.0, far_num, far_den);
    return q < 0 ? -z : z;
}

}  // namespace yihe::math
