package report

import (
	"slices"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// unsettled are the reasons of the evidence as a whole, and of c's rule, why a
// person must look before a credit is asked for.
func (b *builder) unsettled(c *contract.Contract) (list []contract.Reason) {
	if m := b.opt.Method; m != nil && !m.Own() {
		list = append(list, contract.Foreign)
	}
	for _, head := range []bundle.Head{bundle.Identity, bundle.Completeness, bundle.Time} {
		if b.open(head) && !slices.Contains(list, contract.Unchecked) {
			list = append(list, contract.Unchecked)
		}
	}
	if len(b.d.Absent) > 0 {
		list = append(list, contract.Kept)
	}
	if !c.Rule.Own() && !b.grounded(c.Rule) {
		list = append(list, contract.RuleForeign)
	}
	return list
}

// grounded reports whether r, which whoever asks wrote, can be held against
// what the provider published: it was entered in every log beforehand, and a
// log kept the very text whose digest it carries.
func (b *builder) grounded(r *contract.Rule) bool {
	return b.declared(r.Digest) && slices.ContainsFunc(b.sources(r), func(s dossier.RuleSource) bool {
		return !s.SHA256.IsZero() && slices.ContainsFunc(s.Captures, func(c dossier.SourceCapture) bool { return !c.Other && !c.SHA256.IsZero() })
	})
}

// open reports whether something under head could not be checked.
func (b *builder) open(head bundle.Head) bool {
	return slices.ContainsFunc(b.d.Checks.Checks, func(c dossier.Check) bool { return c.Head == string(head) && c.Result == string(bundle.Unchecked) })
}

// reserved is what can be argued beside an answer under c.
func (b *builder) reserved(c *contract.Contract, ids []record.Hash) (list []contract.Reason) {
	witnessed := slices.ContainsFunc(b.d.Checks.Checks, func(c dossier.Check) bool { return c.Head == string(bundle.History) && c.Result == string(bundle.OK) })
	for _, r := range []struct {
		holds bool
		says  contract.Reason
	}{
		{!b.d.Method.Declared, contract.MethodLater}, {!b.d.Terms.Declared, contract.TermsLater}, {b.d.Terms.Declared && b.otherTerms(), contract.TermsOther}, {!b.declared(c.Rule.Digest), contract.RuleLater}, {!c.Rule.Own() && b.grounded(c.Rule), contract.RuleForeign},
		{!witnessed || b.open(bundle.History), contract.HistoryOpen}, {b.open(bundle.Integrity), contract.IntegrityOpen},
		{b.anySource(c.Rule, func(s dossier.SourceCapture) bool { return len(s.Changed) > 0 }), contract.SourceChanged},
		{b.anySource(c.Rule, func(s dossier.SourceCapture) bool { return s.Other }), contract.SourceDiffers},
		{c.Managed == contract.ManagedUnknown && b.servedDown(ids), contract.WhoManages},
	} {
		if r.holds {
			list = append(list, r.says)
		}
	}
	return list
}

func (b *builder) anySource(r *contract.Rule, holds func(dossier.SourceCapture) bool) bool {
	return slices.ContainsFunc(b.sources(r), func(s dossier.RuleSource) bool { return slices.ContainsFunc(s.Captures, holds) })
}
