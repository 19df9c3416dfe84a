// Package openskill rates players by the results of games between two teams,
// after Weng and Lin, "A Bayesian Approximation Method for Online Ranking"
// (Journal of Machine Learning Research 12, 2011), in the form of the OpenSkill
// libraries: their Plackett-Luce model with their default parameters. An
// end-to-end test compares it with the npm package openskill.
//
// It imports nothing of the plugin. Begin with openskill.go.
package openskill
