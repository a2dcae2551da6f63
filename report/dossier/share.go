package dossier

import (
	"fmt"
	"math/big"
)

// percent writes a part of a whole in percent, to six places, rounded down;
// nothing of nothing.
func percent(part, whole int64) string {
	if whole <= 0 {
		return ""
	}
	n := new(big.Int).Mul(big.NewInt(part), big.NewInt(100_000_000))
	units, rest := n.Quo(n, big.NewInt(whole)).QuoRem(n, big.NewInt(1_000_000), new(big.Int))
	return fmt.Sprintf("%d.%06d", units, rest)
}
