package pdf

import "constat/report/dossier"

// inBytes writes the bytes of files, and of how many no list tells the size.
func (s *sheet) inBytes(a dossier.Amount) string {
	w := s.l.Brought
	switch {
	case a.Unsized == 0:
		return s.l.Number.Bytes(a.Bytes)
	case a.Unsized >= a.Files:
		return w.NoSize(a.Files)
	}
	return w.SomeSizes(s.l.Number.Bytes(a.Bytes), a.Unsized)
}

// sizeCell does so in a table: a dash for what no list tells.
func (s *sheet) sizeCell(a dossier.Amount) string {
	switch {
	case a.Unsized == 0:
		return s.l.Number.Int(a.Bytes)
	case a.Unsized >= a.Files:
		return "–"
	}
	return s.l.Brought.Least(s.l.Number.Int(a.Bytes))
}
