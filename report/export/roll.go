package export

import (
	"cmp"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/store/registry"
)

// Roll is the register of a claim as counsel's machine reads it: what every export is made of.
type Roll struct {
	Claim     registry.Header
	About     *registry.About             // nil where it was not said what it is about
	Files     []registry.File             // one a member
	Ownership map[int][]dossier.Ownership // by member's number: what checks of ownership brought
	Gone      []registry.Tombstone        // members whose files were removed
	Doubts    []Doubt
}

// Doubt is a reason not to take a part of a member's file for what was received.
type Doubt struct {
	MemberNo int    `json:"member_no"`
	Part     int    `json:"part"` // 0: the file as a whole
	Why      string `json:"why"`  // again_unshown, other_than_logged, missing, withdrawn, unknown_to_log
}

// MembersOf are the members of the files, in their order.
func MembersOf(files []registry.File) []registry.Member {
	members := make([]registry.Member, len(files))
	for i, f := range files {
		members[i] = f.Member
	}
	return members
}

// sorted has the files by number.
func (r Roll) sorted() Roll {
	r.Files = slices.Clone(r.Files)
	slices.SortStableFunc(r.Files, func(a, b registry.File) int { return cmp.Compare(a.Member.MemberNo, b.Member.MemberNo) })
	return r
}

// fileOf is what is known of a member's file beside what the member said.
type fileOf struct {
	MemberNo  int           `json:"member_no"`
	Received  registry.When `json:"received"`
	Parts     []partOf      `json:"parts"`
	Vouchers  []voucherOf   `json:"vouchers"`
	Ownership []ownershipOf `json:"ownership"`
}

type partOf struct {
	Part     int              `json:"part"`
	Kind     string           `json:"kind"` // first, complete, replace, voucher, owner
	Received registry.When    `json:"received"`
	SHA256   registry.Digest  `json:"sha256"`          // of the encrypted file, as received
	Again    *registry.Digest `json:"encrypted_again"` // of what there is now, where it is another
	Shown    bool             `json:"shown"`           // that the one became the other, by the key that was read with
}

type voucherOf struct {
	Voucher  int              `json:"voucher"`
	Part     int              `json:"part"`
	Received registry.When    `json:"received"`
	Name     string           `json:"name"`
	Type     string           `json:"type"`
	Size     int64            `json:"size"` // 0 and null where it could not be read
	SHA256   *registry.Digest `json:"sha256"`
	Head     *registry.Head   `json:"head"` // that the member chose for it
	Item     *int             `json:"item"` // of damage, from 1, that the member chose for it
	Backs    []int            `json:"backs"`
}

type ownershipOf struct {
	Part     int           `json:"part"`
	Received registry.When `json:"received"`
	Known    bool          `json:"known"` // false: what is kept is not what a check writes, and is not told
	Site     string        `json:"site"`
	Way      string        `json:"way"`
	Weight   string        `json:"weight"` // of the way
	At       string        `json:"at"`
	Result   string        `json:"result"`
	Reason   string        `json:"reason"`
	Token    string        `json:"token"`
	Steps    []stepOfCheck `json:"steps"`
}

type stepOfCheck struct {
	Asked    string `json:"asked"`
	Where    string `json:"where"`
	As       string `json:"as"`
	Answered string `json:"answered"`
}

type gone struct {
	MemberNo int             `json:"member_no"`
	Time     registry.When   `json:"time"`
	By       registry.By     `json:"by"`
	Reason   registry.Reason `json:"reason"`
}

func (r Roll) files() []fileOf {
	all := []fileOf{}
	for _, f := range r.Files {
		one := fileOf{MemberNo: f.Member.MemberNo, Received: f.Received, Parts: []partOf{}, Vouchers: []voucherOf{}, Ownership: []ownershipOf{}}
		for _, p := range f.Parts {
			one.Parts = append(one.Parts, partOf{p.Part, kindOf(p.Kind), p.Time, p.First, unless(p.Digest, p.First), p.Shown})
		}
		for _, v := range f.Vouchers {
			one.Vouchers = append(one.Vouchers, voucherOf{v.No, v.Part, v.Time, v.Of.Name, v.Of.Type, v.Size, unless(v.SHA256, ""), unless(v.Of.Head, ""), unless(v.Of.Damage, 0), backs(f, v)})
		}
		for _, h := range r.Ownership[f.Member.MemberNo] {
			one.Ownership = append(one.Ownership, ownershipIn(h))
		}
		all = append(all, one)
	}
	return all
}

func ownershipIn(h dossier.Ownership) ownershipOf {
	o := ownershipOf{h.Part, registry.When(h.Received), h.Known, h.Site, h.Way.Code, h.Weight.Code, h.At, h.Result.Code, h.Reason.Code, h.Token, []stepOfCheck{}}
	for _, s := range h.Steps {
		o.Steps = append(o.Steps, stepOfCheck{s.Asked, s.Where, s.As, s.Answered})
	}
	return o
}

// unless gives v, nil when it is the value of nothing.
func unless[T comparable](v, nothing T) *T {
	if v == nothing {
		return nil
	}
	return &v
}

func kindOf(k registry.PartKind) string { return cmp.Or(string(k), "first") }

// backs are the items of a member's damage, from 1, for which a file was received: the item
// that it was sent for; else those that name its digest, and those of its head. An
// item's place counts only as long as no later version changed the list.
func backs(f registry.File, v registry.Voucher) []int {
	replaced := slices.ContainsFunc(f.Parts, func(p registry.Came) bool { return p.Kind == registry.PartReplace && p.Part > v.Part })
	items := []int{}
	for i, d := range f.Member.Damage {
		byPlace := v.Of.Damage != 0 && !replaced
		switch {
		case v.SHA256 != "" && slices.Contains(d.VoucherHashes, v.SHA256), byPlace && v.Of.Damage == i+1, !byPlace && v.Of.Head != "" && v.Of.Head == d.Head:
			items = append(items, i+1)
		}
	}
	return items
}

// backed tells of each item of a member's damage whether a file was received for it.
func backed(f registry.File) []bool {
	all := make([]bool, len(f.Member.Damage))
	for _, v := range f.Vouchers {
		for _, i := range backs(f, v) {
			all[i-1] = true
		}
	}
	return all
}

// History counts what came into a register, by kind, and what was removed.
type History struct {
	First     int `json:"first"`
	Complete  int `json:"complete"`
	Replace   int `json:"replace"`
	Voucher   int `json:"voucher"`
	Owner     int `json:"owner"`
	Withdrawn int `json:"withdrawn"` // members who are no longer part of the claim
	Erased    int `json:"erased"`    // members whose files were erased
}

func (r Roll) history() History {
	n := map[string]int{}
	for _, f := range r.Files {
		for _, p := range f.Parts {
			n[kindOf(p.Kind)]++
		}
	}
	for _, g := range r.Gone {
		n[string(g.Reason)]++
	}
	return History{n["first"], n["complete"], n["replace"], n["voucher"], n["owner"], n["withdrawn"], n["erased"]}
}

func (r Roll) gone() []gone {
	all := []gone{}
	for _, t := range r.Gone {
		all = append(all, gone{t.MemberNo, t.Time, t.By, t.Reason})
	}
	return all
}

// fileColumns are those of what came beside a member's own words.
func (r Roll) fileColumns() []column {
	by := map[int]registry.File{}
	for _, f := range r.Files {
		by[f.Member.MemberNo] = f
	}
	of := func(m registry.Member) registry.File { return by[m.MemberNo] }
	doubts := map[int][]string{}
	for _, d := range r.Doubts {
		doubts[d.MemberNo] = append(doubts[d.MemberNo], d.Why)
	}
	return []column{
		{"vouchers_received", func(m registry.Member) string { return count(len(of(m).Vouchers)) }, true},
		{"voucher_heads", func(m registry.Member) string { return joined(voucherHeads(of(m))) }, false},
		{"sites_shown", func(m registry.Member) string { return strings.Join(shownSites(r.Ownership[m.MemberNo]), "; ") }, false},
		{"versions", func(m registry.Member) string { return count(len(of(m).Versions)) }, true},
		{"last_received", func(m registry.Member) string { return string(lastReceived(of(m))) }, false},
		{"doubts", func(m registry.Member) string { return strings.Join(slices.Compact(doubts[m.MemberNo]), "; ") }, false},
	}
}

func voucherHeads(f registry.File) (heads []registry.Head) {
	for _, h := range registry.Heads {
		if slices.ContainsFunc(f.Vouchers, func(v registry.Voucher) bool { return v.Of.Head == h }) {
			heads = append(heads, h)
		}
	}
	return heads
}

// shownSites are the sites that a way showed to be the member's, each with the ways:
// "shop.example (dns)". What a person looked at is not among them.
func shownSites(ownership []dossier.Ownership) (sites []string) {
	ways := map[string][]string{}
	for _, h := range ownership {
		if h.Known && h.Result.Code == "proven" && !slices.Contains(ways[h.Site], h.Way.Code) {
			ways[h.Site] = append(ways[h.Site], h.Way.Code)
		}
	}
	for site, by := range ways {
		sites = append(sites, site+" ("+strings.Join(by, ", ")+")")
	}
	slices.Sort(sites)
	return sites
}

func lastReceived(f registry.File) (last registry.When) {
	for _, p := range f.Parts {
		last = max(last, p.Time)
	}
	return last
}
