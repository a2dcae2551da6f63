package export

import (
	"cmp"
	"strconv"
	"strings"

	"constat/store/registry"
)

// received sets the files that came beside what is claimed, by head.
func (p *workbook) received() error {
	w := p.w
	s, err := p.leaf(w.Received, w.Currency, w.Head, w.Members, w.Sending, w.Vouchers, w.Documented, w.Declared, w.With, w.Without, w.Bare)
	if err != nil {
		return err
	}
	for _, r := range ReceivedFor(p.r.Files) {
		if err := s.row(say(string(r.Currency)), say(p.head(r.Head)), whole(r.Members), whole(r.Sending), whole(r.Vouchers), number(r.Documented), number(r.Declared), number(r.With), number(r.Without), number(r.Bare)); err != nil {
			return err
		}
	}
	return nil
}

// sheetOf begins a sheet with the titles of columns.
func (p *workbook) sheetOf(name string, columns ...string) (*leaf, error) {
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = p.title(c)
	}
	return p.leaf(name, titles...)
}

// vouchers has every file that was received.
func (p *workbook) vouchers() error {
	s, err := p.sheetOf(p.w.Vouchers, "member_no", "voucher", "file_name", "media_type", "size", "sha256", "received", "head", "item", "backs", "part")
	if err != nil {
		return err
	}
	for _, f := range p.r.Files {
		for _, v := range f.Vouchers {
			var items []string
			for _, i := range backs(f, v) {
				items = append(items, strconv.Itoa(i))
			}
			if err := s.row(whole(f.Member.MemberNo), whole(v.No), say(v.Of.Name), say(v.Of.Type), sized(v), say(string(v.SHA256)), cell{string(v.Time), day}, p.headOf(v.Of.Head), number(count(v.Of.Damage)), say(strings.Join(items, "; ")), whole(v.Part)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *workbook) headOf(h registry.Head) cell {
	if h == "" {
		return cell{}
	}
	return say(p.head(string(h)))
}

func sized(v registry.Voucher) cell {
	if v.SHA256 == "" {
		return cell{}
	}
	return number(strconv.FormatInt(v.Size, 10))
}

// ownership has every check of a site, each way under its own name.
func (p *workbook) ownership() error {
	s, err := p.sheetOf(p.w.Ownership, "member_no", "site", "way", "weight", "at", "result", "reason", "steps", "part")
	if err != nil {
		return err
	}
	for _, f := range p.r.Files {
		for _, h := range p.r.Ownership[f.Member.MemberNo] {
			if !h.Known {
				if err := s.row(whole(f.Member.MemberNo), cell{}, cell{}, cell{}, cell{}, say(p.w.Foreign), cell{}, cell{}, whole(h.Part)); err != nil {
					return err
				}
				continue
			}
			var steps []string
			for _, step := range h.Steps {
				steps = append(steps, step.Words)
			}
			if err := s.row(whole(f.Member.MemberNo), say(h.Site), say(h.Way.Words), say(h.Weight.Words), cell{h.At, day}, say(h.Result.Words), say(h.Reason.Words), say(strings.Join(steps, "\n")), whole(h.Part)); err != nil {
				return err
			}
		}
	}
	return nil
}

// history has every part of every file, and those who withdrew.
func (p *workbook) history() error {
	s, err := p.sheetOf(p.w.History, "member_no", "part", "came", "received", "sha256", "again", "by")
	if err != nil {
		return err
	}
	for _, f := range p.r.Files {
		for _, c := range f.Parts {
			again, by := "", ""
			if c.Digest != c.First {
				again, by = string(c.Digest), p.w.No
				if c.Shown {
					by = p.w.Yes
				}
			}
			if err := s.row(whole(f.Member.MemberNo), whole(c.Part), say(p.w.Came[kindOf(c.Kind)]), cell{string(c.Time), day}, say(string(c.First)), say(again), say(by)); err != nil {
				return err
			}
		}
	}
	for _, g := range p.r.Gone {
		if err := s.row(whole(g.MemberNo), cell{}, say(p.w.Came[string(g.Reason)]+" ("+p.w.Came[string(g.By)]+")"), cell{string(g.Time), day}); err != nil {
			return err
		}
	}
	return nil
}

// doubts has a sheet where there are any.
func (p *workbook) doubts() error {
	if len(p.r.Doubts) == 0 {
		return nil
	}
	s, err := p.sheetOf(p.w.Doubts, "member_no", "part", "doubts")
	if err != nil {
		return err
	}
	for _, d := range p.r.Doubts {
		if err := s.row(whole(d.MemberNo), number(count(d.Part)), say(cmp.Or(p.w.Why[d.Why], d.Why))); err != nil {
			return err
		}
	}
	return nil
}
