package dossier

// A Preparatory is one of the checks that French courts look for before an
// internet finding (NF Z67-147 and the decisions on it), as the evidence
// answers it. "E-1" to "E-11" name them.
type Preparatory struct {
	ID     string `json:"id"`
	Result string `json:"result"` // see the constants
	Facts  []Fact `json:"facts"`  // what shows it
	Proof  Ref    `json:"proof"`  // leaf -1 where no entry tells
}

// What came of a preparatory check.
const (
	Pass     = "pass"
	Fail     = "fail"
	Partly   = "partly"    // some of it is known, the rest is not or was not done
	NotKnown = "not-known" // nothing that is disclosed answers it
	NotDone  = "not-done"  // the program does not do it
)

// A Fact is a word of a closed list and what it speaks of.
type Fact struct {
	Fact   string   `json:"fact"`
	Values []string `json:"values"`
}

// FactNames are the words that facts are named by.
var FactNames = []string{
	"undescribed", "system", "machine", "virtual", "machine-not-told", "processor", "patched", "patched-not-told", "serial-not-read",
	"program", "commit", "modified", "commit-not-told", "libraries", "libraries-not-told", "programs-changed",
	"local-addresses", "local-not-told", "public-addresses", "public-not-asked", "public-not-told",
	"routes", "routes-not-told", "firewall-not-known", "carrier-not-known",
	"proxy-none", "proxy-set", "direct", "echoes-agree", "echoes-differ", "echoes-too-few", "echoes-indoors", "via",
	"stateless", "requests-clean", "requests-odd", "requests-own", "requests-none", "no-pages",
	"clock-not-measured", "clock-agreed", "clock-silent", "clock-worst", "clock-far", "clock-here", "clock-stepped", "started",
	"resolvers", "resolvers-not-told", "peer-kept", "path-not-traced", "path-recorded", "names-not-kept", "path-traced",
	"packets-not-kept", "exchanges-kept", "scan-not-done", "first-visit",
}
