package pdf

import (
	"cmp"
	"strconv"

	"constat/report/dossier"
	"constat/store/registry"
)

// vouchers lists the files that the member handed in.
func (s *registrar) vouchers(f registry.File) {
	if len(f.Vouchers) == 0 {
		return
	}
	w := s.w
	t := table{title: w.Vouchers, columns: []column{{w.Order, 6, "R", false}, {w.Columns["file_name"], 54, "L", false}, {w.Columns["size"], 16, "R", false}, {w.Columns["head"], 24, "L", false}}}
	for _, v := range f.Vouchers {
		size := ""
		if v.SHA256 != "" {
			size = s.l.Number.Int(v.Size)
		}
		what := scrub(v.Of.Name)
		for _, more := range []string{scrub(v.Of.Type), s.came(v.Time), digested(v.SHA256)} {
			if more != "" {
				what += newLine + more
			}
		}
		t.rows = append(t.rows, []string{strconv.Itoa(v.No), what, size, s.forWhat(v)})
	}
	s.grid(t)
	s.light(w.OfVouchers)
	s.skip(2)
}

// forWhat is what the member sent a voucher for.
func (s *registrar) forWhat(v registry.Voucher) string {
	words := ""
	if v.Of.Head != "" {
		words = cmp.Or(s.l.Contract.Heads[string(v.Of.Head)], string(v.Of.Head))
	}
	if v.Of.Damage != 0 {
		if words != "" {
			words += newLine
		}
		words += s.w.Columns["item"] + s.l.Letter.Colon + " " + strconv.Itoa(v.Of.Damage)
	}
	return words
}

// came says when something came into the register.
func (s *registrar) came(w registry.When) string {
	return s.w.Columns["received"] + s.l.Letter.Colon + " " + s.when(w)
}

// ownership lists what each check of a site brought, each way by its own name.
func (s *registrar) ownership(own []dossier.Ownership) {
	if len(own) == 0 {
		return
	}
	w := s.w
	t := table{title: w.Ownership, columns: []column{{w.Columns["site"], 26, "L", false}, {w.Columns["way"], 30, "L", false}, {w.Columns["at"], 20, "L", false}, {w.Columns["result"], 24, "L", false}}}
	for _, o := range own {
		if !o.Known {
			t.rows = append(t.rows, []string{"", "", s.when(registry.When(o.Received)), w.Foreign})
			continue
		}
		came := bold(o.Result.Words)
		if o.Reason.Words != "" {
			came += newLine + scrub(o.Reason.Words)
		}
		t.rows = append(t.rows, []string{scrub(o.Site), o.Way.Words + newLine + w.Columns["weight"] + s.l.Letter.Colon + " " + o.Weight.Words, s.when(registry.When(o.At)), came})
	}
	s.grid(t)
	s.light(w.OfOwnership)
	s.skip(2)
}

// history lists what came when, where more came than the first word.
func (s *registrar) history(f registry.File) {
	if len(f.Parts) == 0 {
		return
	}
	w := s.w
	t := table{title: w.History, columns: []column{{w.Columns["part"], 8, "R", false}, {w.Columns["came"], 20, "L", false}, {w.Columns["received"], 20, "L", false}, {w.Columns["sha256"], 52, "L", false}}}
	for _, p := range f.Parts {
		digest := digested(p.First)
		if p.Digest != p.First {
			shown := w.No
			if p.Shown {
				shown = w.Yes
			}
			digest += newLine + w.Columns["again"] + s.l.Letter.Colon + newLine + digested(p.Digest) + newLine + w.Columns["by"] + s.l.Letter.Colon + " " + shown
		}
		t.rows = append(t.rows, []string{strconv.Itoa(p.Part), w.Came[cmp.Or(string(p.Kind), "first")], s.when(p.Time), digest})
	}
	s.grid(t)
	s.light(w.OfHistory)
}
