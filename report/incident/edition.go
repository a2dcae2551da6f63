package incident

import (
	"fmt"
	"slices"

	"constat/store/record"
)

// standardName is the name of the built-in method. No other text may bear it.
const standardName = "constat-standard"

// editions are the digests of every edition of the built-in method that was
// ever shipped, in order: logs name them. A new edition is added, and none is
// ever taken out.
var editions = []string{
	"97d353679a24ecc80132fba04d6ff79089b169b755317600873605ac609c7203",
	"c6515e9c898a43ce88db3b9a53a81f614d92f2e8d2b75f666c944e8aee12ab5c",
	"0a4bccf74dcb9655355fdfd459bc28256b95db9b0e7420c91cbde7a93aceebe0",
	"8cc2e4384892e93bb4fd8e30008b8591f0c3891b2a986a8999fad8493fb80377",
	"98cdfc13eb41c77bf9f00cda74c9467e5b00d8616edfa1cd49fc60f6a3d48810",
	"bd122a84a0631951670438559202f6057a7b7e76fe537025d4ae4150f0ffe057",
	"9aa12bf5e6acbdef55401dbb11d36b76e4aab5c8287b8072c7947a07dc7d7a8e",
}

// Own reports whether m is an edition of the program's own method, this one or
// one before.
func (m Method) Own() bool { return slices.Contains(editions, m.Digest.String()) }

// Current reports whether m is the built-in method of this program.
func (m Method) Current() bool { return m.Digest == record.Sum(standard) }

// checkOwn refuses a text of somebody else's under the program's own name: the
// cover would name a method that it isn't.
func (m Method) checkOwn() error {
	if m.Name == standardName && !m.Own() {
		return fmt.Errorf("%q is the name of the program's own method, and this text is none of the editions that this program knows; give it a name of its own", m.Name)
	}
	return nil
}
