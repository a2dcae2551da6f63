package pdf

import (
	"crypto/sha256"

	"constat/report/dossier"
)

// custody is what was done with the evidence, and what the operator wrote.
func (s *sheet) custody() {
	w := s.l.Custody
	s.heading("custody", s.l.Chapters.Custody)
	s.say(w.Intro)
	s.ledger()
	s.notes()
	built := w.Unbuilt(scrub(s.d.Built.Version))
	if !s.d.Built.Binary.IsZero() {
		built = w.Built(scrub(s.d.Built.Version), groups(s.d.Built.Binary.String()))
	}
	s.say(built)
	s.conversions()
	s.say(w.Apart)
	s.attachments()
}

func (s *sheet) ledger() {
	w := s.l.Custody
	t := table{title: w.Table, columns: []column{
		{w.Time, 33, "L", false}, {w.Role, 20, "L", false}, {w.Act, 28, "L", false}, {w.What, 27, "L", false},
		{w.Digest, 29, "L", false}, {s.l.Finding.Proof, 24, "L", false},
	}}
	for _, a := range s.d.Custody {
		t.rows = append(t.rows, []string{
			s.stamp(dossier.Known(a.Time)), named(w.Roles, a.Role), named(w.Acts, a.Act), s.object(a),
			s.brief(a.Digest.String(), a.Digest.IsZero()), s.leaf(a.Proof),
		})
	}
	if len(t.rows) == 0 {
		s.say(w.None)
		return
	}
	s.tabulate(t)
}

func (s *sheet) notes() {
	w := s.l.Custody
	if len(s.d.Notes) == 0 {
		s.say(w.NoNotes)
		return
	}
	s.say(w.Notes)
	t := table{columns: []column{{w.NoteTime, 31, "L", false}, {w.Note, 88, "L", false}, {s.l.Finding.Proof, 26, "L", false}}}
	for _, n := range s.d.Notes {
		t.rows = append(t.rows, []string{s.stamp(dossier.Known(n.Time)), scrub(n.Text), s.leaf(n.Proof)})
	}
	s.tabulate(t)
}

func (s *sheet) attachments() {
	w := s.l.Custody
	if len(s.opt.Attachments) == 0 {
		return
	}
	s.need(4 * body.height())
	s.say(w.Attached)
	for _, a := range s.opt.Attachments {
		s.add(w.Attach(s.bare(a.Name), scrub(a.Description), s.l.Number.Bytes(int64(len(a.Data)))))
		if sha256.Sum256(a.Data) == s.sum {
			s.add(w.Same)
		}
	}
}
