// Matrices of a simulated graph, for tests that compare a run with linear algebra.
#pragma once

#include <Eigen/Dense>

#include "sim/graph/layer.hpp"

namespace yihe::test {

inline Eigen::MatrixXd adjacency(const Layer& layer) {
    const auto n = static_cast<Eigen::Index>(layer.size());
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(n, n);
    for (const Tie& tie : layer.ties()) a(tie.a, tie.b) = a(tie.b, tie.a) = 1;
    return a;
}

/// Equal weights on neighbours and oneself.
inline Eigen::MatrixXd averaging_weights(const Layer& layer) {
    Eigen::MatrixXd w = adjacency(layer);
    w.diagonal().setOnes();
    for (Eigen::Index i = 0; i < w.rows(); ++i) w.row(i) /= w.row(i).sum();
    return w;
}

/// Weights that the sum Σ π_i x_i(0) gives to first opinions: the left eigenvector of eigenvalue 1.
inline Eigen::VectorXd consensus_weights(const Eigen::MatrixXd& w) {
    const Eigen::Index n = w.rows();
    Eigen::MatrixXd system = w.transpose() - Eigen::MatrixXd::Identity(n, n);
    system.row(n - 1).setOnes();
    return system.fullPivLu().solve(Eigen::VectorXd::Unit(n, n - 1));
}

}  // namespace yihe::test
