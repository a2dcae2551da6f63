package inventory

import (
	"maps"
	"slices"
)

// Schemes lists the schemes of stores that can be listed.
func Schemes() []string { return slices.Sorted(maps.Keys(sources)) }
