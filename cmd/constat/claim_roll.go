package main

import (
	"bytes"
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"time"

	own "constat/collector/owner"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/lang"
	"constat/store/registry"
)

// decrypt reads all that a register holds, with counsel's key, and tells of what does not
// look like what was received.
func (c *claimCommand) decrypt(ctx context.Context, name string) (*registry.Claim, export.Roll, error) {
	claim, err := registry.Open(c.dir, name)
	if err != nil {
		return nil, export.Roll{}, err
	}
	key, err := readBounded(c.identity, 1<<20)
	if err != nil {
		return nil, export.Roll{}, err
	}
	files, err := claim.Files(bytes.NewReader(key))
	if err == nil {
		err = claim.Measure(bytes.NewReader(key), files)
	}
	r := export.Roll{Claim: claim.Header, About: aboutOf(claim), Files: files, Ownership: map[int][]dossier.Ownership{}}
	for _, f := range files {
		if o := c.ownershipOf(f); len(o) > 0 {
			r.Ownership[f.Member.MemberNo] = o
		}
	}
	r.Gone, _ = claim.Tombstones() // what can't be read has been complained of
	r.Doubts = c.doubts(ctx, claim, partsOf(files), r.Gone)
	c.warn(r.Doubts)
	return claim, r, err
}

// ownershipOf puts what is kept of the checks of a member's sites into the reader's words.
func (c *claimCommand) ownershipOf(f registry.File) (all []dossier.Ownership) {
	for _, n := range f.Notes {
		if n.Kind != registry.PartOwner {
			continue
		}
		o := dossier.Ownership{Part: n.Part, Received: string(n.Time)}
		if r, err := own.ReadResult(n.Body); err == nil {
			o.Known, o.Site, o.Token, o.At = true, r.Asset, r.Token, r.At.UTC().Format(time.RFC3339)
			o.Way, o.Weight = c.coded(string(r.Way), r.Way.Name()), c.coded(string(r.Weight), r.Weight.Name())
			o.Result = c.coded(string(r.Result), r.Result.Name())
			if r.Reason != "" {
				o.Reason = c.coded(string(r.Reason), r.Reason.Text())
			}
			for _, s := range r.Steps {
				o.Steps = append(o.Steps, dossier.OwnershipStep{Asked: s.Asked, Where: s.Where, As: s.As, Answered: s.Answered, Words: curly(s.In(c.lang))})
			}
		}
		all = append(all, o)
	}
	return all
}

func (c *claimCommand) coded(code string, words own.Said) dossier.Coded {
	return dossier.Coded{Code: code, Words: curly(words.In(c.lang))}
}

// A keptPart is what there is of one part of a member's file.
type keptPart struct {
	was   []registry.Digest
	now   registry.Digest
	shown bool // by a key: that it is what was received
}

type partKey struct{ member, part int }

func partsOf(files []registry.File) map[partKey]keptPart {
	all := map[partKey]keptPart{}
	for _, f := range files {
		for _, p := range f.Parts {
			all[partKey{f.Member.MemberNo, p.Part}] = keptPart{p.Was, p.Digest, p.Shown}
		}
	}
	return all
}

// partsInClear is partsOf without a key, which shows nothing of what was encrypted again.
func partsInClear(claim *registry.Claim) map[partKey]keptPart {
	all := map[partKey]keptPart{}
	entries, _ := claim.List() // what can't be read has been complained of
	for _, e := range entries {
		all[partKey{e.MemberNo, 1}] = keptPart{e.Was, e.SHA256, len(e.Was) == 0}
		parts, _ := claim.Parts(e.MemberNo)
		for _, p := range parts {
			all[partKey{e.MemberNo, p.Part}] = keptPart{p.Was, p.SHA256, len(p.Was) == 0}
		}
	}
	return all
}

// doubts are the reasons not to take what there is for what was received: by the register
// itself, and by the log beside it, where there is one.
func (c *claimCommand) doubts(ctx context.Context, claim *registry.Claim, there map[partKey]keptPart, gone []registry.Tombstone) []export.Doubt {
	var all []export.Doubt
	for k, s := range there {
		if !s.shown {
			all = append(all, export.Doubt{MemberNo: k.member, Part: k.part, Why: "again_unshown"})
		}
	}
	all = append(all, loggedOtherwise(c.logged(ctx, claim.Name), there, gone)...)
	slices.SortFunc(all, func(a, b export.Doubt) int {
		return cmp.Or(cmp.Compare(a.MemberNo, b.MemberNo), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Why, b.Why))
	})
	return all
}

// logged is what the log beside the register tells of a claim; nothing where there is none.
func (c *claimCommand) logged(ctx context.Context, claim string) []registeredLine {
	own, err := reach(filepath.Dir(c.dir))
	if err != nil {
		return nil
	}
	defer own.close()
	lines, _ := own.registered(ctx, claim)
	return lines
}

// loggedOtherwise compares what there is with the first digest that the log had of each part.
func loggedOtherwise(lines []registeredLine, there map[partKey]keptPart, gone []registry.Tombstone) (all []export.Doubt) {
	buried := map[int]bool{}
	for _, t := range gone {
		buried[t.MemberNo] = true
	}
	told := map[partKey]bool{}
	for _, l := range lines {
		k := partKey{l.Member, l.Part}
		if told[k] || buried[l.Member] {
			continue
		}
		told[k] = true
		if why := otherwise(l, there); why != "" {
			all = append(all, export.Doubt{MemberNo: l.Member, Part: l.Part, Why: why})
		}
	}
	return all
}

func otherwise(l registeredLine, there map[partKey]keptPart) string {
	s, ok := there[partKey{l.Member, l.Part}]
	_, here := there[partKey{l.Member, 1}]
	digest := registry.Digest(l.SHA256.String())
	switch {
	case l.Part == 0 && here:
		return "withdrawn"
	case l.Part == 0:
		return ""
	case !ok:
		return "missing"
	case s.now == digest, slices.Contains(s.was, digest): // where no key shows that, it is told already
		return ""
	}
	return "other_than_logged"
}

// mostWarned is how many doubts are told on the terminal; an export has all.
const mostWarned = 20

// warn tells of doubts on stderr.
func (c *claimCommand) warn(doubts []export.Doubt) {
	language, err := lang.For(c.lang)
	if err != nil {
		return
	}
	for i, d := range doubts {
		if i == mostWarned {
			c.complain(c.text("doutes encore : %d ; l'export et list --json les ont tous", "doubts more: %d; the export and list --json have all of them"), len(doubts)-i)
			return
		}
		c.complain(c.text("membre %d, %s : %s", "member %d, %s: %s"), d.MemberNo, c.partName(d.Part), language.Register.Why[d.Why])
	}
}
