package report

import (
	"slices"
	"testing"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// terms is a page of terms at an address, with what one vantage saw of it: the
// second and the byte of its content.
func termsAt(url string, seen ...int64) dossier.Statement {
	p := dossier.Statement{Target: "terms", Matter: "terms", Question: record.Question{URL: url}, Vantages: []string{"a"}, Last: dossier.Known(at(500))}
	for i := 0; i < len(seen); i += 2 {
		p.Sayings = append(p.Sayings, dossier.Saying{Vantage: "a", Seen: dossier.Known(at(seen[i])), Status: 200, SHA256: record.Hash{byte(seen[i+1]), byte(i)}, Normal: record.Hash{byte(seen[i+1])}, Rules: "page/1",
			Leaves: []dossier.Ref{{Log: "a/1", Leaf: int64(i), Item: 0}, {Log: "a/1", Leaf: int64(i + 1), Item: -1}}})
	}
	return p
}

// What the log kept of a rule's source is cited, and a change of it in the
// period is told: not one before, nor the same content kept anew.
func TestASourceThatTheLogKeptIsCited(t *testing.T) {
	const url = "https://p.example/sla"
	for _, x := range []struct {
		name    string
		page    dossier.Statement
		changes int
		proof   int64
	}{
		{"first sight in the period", termsAt(url, 10, 1), 0, 1},
		{"changed before", termsAt(url, -50, 1, -20, 2), 0, 3},
		{"changed in it", termsAt(url, -50, 1, 100, 2), 1, 1},
		{"kept anew", termsAt(url, -50, 1, 100, 1), 0, 1},
		{"changed and back", termsAt(url, 10, 1, 100, 2, 200, 1), 2, 1},
	} {
		b := &builder{d: &dossier.Dossier{Statements: []dossier.Statement{termsAt("https://other.example/", 10, 9), x.page}}, period: spanAt(0, 600)}
		all := b.sources(&contract.Rule{Sources: []contract.Source{{URL: url, Grade: "official"}, {URL: "https://elsewhere.example/"}}})
		if len(all) != 2 || len(all[0].Captures) != 1 || len(all[1].Captures) != 0 {
			t.Fatalf("%s: %+v", x.name, all)
		}
		c := all[0].Captures[0]
		if len(c.Changed) != x.changes || c.Proof != (dossier.Ref{Log: "a/1", Leaf: x.proof, Item: -1}) || c.Other {
			t.Errorf("%s: %+v", x.name, c)
		}
	}
	b := &builder{d: &dossier.Dossier{Statements: []dossier.Statement{termsAt(url, 10, 1)}}, period: spanAt(0, 600)}
	for digest, other := range map[record.Hash]bool{{1}: false, {2}: true} {
		if c := b.sources(&contract.Rule{Sources: []contract.Source{{URL: url, SHA256: digest}}})[0].Captures[0]; c.Other != other {
			t.Errorf("digest %v: other %v", digest, c.Other)
		}
	}
}

// What is open of the evidence as a whole reaches each answer: what a person
// must settle, and what can only be argued.
func TestWhatIsOpenReachesAContract(t *testing.T) {
	own := incident.Standard()
	mine := own
	mine.Name, mine.Digest = "mine", record.Hash{1}
	if mine.Own() {
		t.Fatal("a method of nobody's is the program's own")
	}
	check := func(head bundle.Head, r bundle.Result) dossier.Check {
		return dossier.Check{Head: string(head), Result: string(r)}
	}
	shipped, _ := contract.ShippedRule("mayday-hosting")
	for _, x := range []struct {
		name    string
		method  *incident.Method
		checks  []dossier.Check
		absent  []string
		settle  []contract.Reason
		reserve []contract.Reason
	}{
		{"all in order", &own, []dossier.Check{check(bundle.History, bundle.OK)}, nil, nil, nil},
		{"a claimant's method", &mine, []dossier.Check{check(bundle.History, bundle.OK)}, nil, []contract.Reason{contract.Foreign}, nil},
		{"nobody's key", &own, []dossier.Check{check(bundle.History, bundle.OK), check(bundle.Identity, bundle.Unchecked)}, nil, []contract.Reason{contract.Unchecked}, nil},
		{"a vantage kept back", &own, []dossier.Check{check(bundle.History, bundle.OK)}, []string{"paris-1"}, []contract.Reason{contract.Kept}, nil},
		{"no witness", &own, nil, nil, nil, []contract.Reason{contract.HistoryOpen}},
		{"one log without", &own, []dossier.Check{check(bundle.History, bundle.OK), check(bundle.History, bundle.Unchecked)}, nil, nil, []contract.Reason{contract.HistoryOpen}},
	} {
		b := &builder{d: &dossier.Dossier{Checks: dossier.Verification{Checks: x.checks}, Absent: x.absent, Method: dossier.Method{Declared: true}, Terms: dossier.Terms{Declared: true}}, opt: Options{Method: x.method}}
		if got := b.unsettled(&contract.Contract{Rule: shipped}); !slices.Equal(got, x.settle) {
			t.Errorf("%s: settle %v", x.name, got)
		}
		if got := b.reserved(&contract.Contract{Rule: shipped}, nil); !slices.Equal(got, x.reserve) {
			t.Errorf("%s: reserve %v", x.name, got)
		}
	}
	b := &builder{d: &dossier.Dossier{Checks: dossier.Verification{Checks: []dossier.Check{check(bundle.History, bundle.OK)}}}, opt: Options{Method: &own}, accounts: nil}
	foreign := *shipped
	foreign.Digest = record.Hash{9}
	if got := b.reserved(&contract.Contract{Rule: &foreign}, nil); !slices.Equal(got, []contract.Reason{contract.MethodLater, contract.TermsLater}) {
		t.Errorf("undeclared: %v", got)
	}
}

// A rule of the claimant's own asks for nothing by itself. Entered beforehand,
// and with a text that a log kept as its digest says, it can be argued about.
func TestARuleOfOnesOwnNeedsItsSource(t *testing.T) {
	own := incident.Standard()
	digest := record.Hash{7}
	rule := contract.Rule{Digest: record.Hash{9}, Verified: true, Sources: []contract.Source{{URL: "https://p.example/sla", Grade: "official", SHA256: digest}}}
	said := func(sum record.Hash) []dossier.Statement {
		p := dossier.Statement{Matter: "terms", Vantages: []string{"v"}, Sayings: []dossier.Saying{{Vantage: "v", Status: 200, Normal: record.Hash{1}, SHA256: sum, Leaves: []dossier.Ref{{}}}}}
		p.Question.URL = "https://p.example/sla"
		return []dossier.Statement{p}
	}
	for _, x := range []struct {
		name     string
		source   record.Hash
		said     []dossier.Statement
		accounts []*account
		settled  bool
	}{
		{"nothing kept", digest, nil, nil, false}, {"kept, and another text", digest, said(record.Hash{8}), nil, false}, {"kept, without a digest", record.Hash{}, said(digest), nil, false},
		{"kept", digest, said(digest), nil, true}, {"kept, and entered by nobody", digest, said(digest), []*account{{}}, false},
	} {
		r := rule
		r.Sources = []contract.Source{{URL: "https://p.example/sla", Grade: "official", SHA256: x.source}}
		b := &builder{d: &dossier.Dossier{Statements: x.said}, opt: Options{Method: &own}, accounts: x.accounts}
		c := &contract.Contract{Rule: &r}
		settle, reserve := slices.Contains(b.unsettled(c), contract.RuleForeign), slices.Contains(b.reserved(c, nil), contract.RuleForeign)
		if settle == x.settled || reserve != x.settled {
			t.Errorf("%s: a reason %v, beside it %v", x.name, settle, reserve)
		}
	}
}
