// The only door to transcendental functions. libm differs between versions and processors; these
// are SLEEF's scalar, FMA-free functions, which give the same bits everywhere (1 ULP).
#pragma once

namespace yihe::math {

double exp(double x);
double log(double x);
/// 1/(1+e^-x)
double logistic(double x);
/// Inverse of the standard normal distribution, 0 < p < 1; Wichura 1988, AS 241 (PPND16).
double normal_quantile(double p);
/// Standard normal distribution function.
double normal_cdf(double x);
/// ln Γ(x) for x > 0.
double log_gamma(double x);

}  // namespace yihe::math
