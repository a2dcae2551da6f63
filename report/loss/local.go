package loss

import "constat/store/record"

// Match looks for the files that are gone among copies that the customer still
// holds. Only the very content counts, as a digest proves it: a path and a size
// are nobody's, and an empty file is everybody's. It changes nothing of what is
// gone; it shows that what is said to have been lost was something.
func (h *History) Match(copies []Listing) error {
	wanted := map[substance][]int{}
	for i, g := range h.Gone {
		h.Gone[i].Local = ""
		for _, name := range []func(record.Held) (substance, bool){readAs, toldAs} {
			if content, ok := name(g.Held); ok {
				wanted[content] = append(wanted[content], i)
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	for n, c := range copies {
		err := c.Each(func(f record.Held) {
			if f.Sum.IsZero() { // what is held locally was read
				return
			}
			for _, name := range []func(record.Held) (substance, bool){readAs, toldAs} {
				content, ok := name(f)
				if !ok {
					continue
				}
				for _, i := range wanted[content] {
					if g := &h.Gone[i]; g.Local == "" && (g.Size < 0 || g.Size == f.Size) && f.Size > 0 {
						g.Local, g.Copy = f.Path, n
					}
				}
			}
		})
		if err != nil {
			return err
		}
	}
	h.count()
	return nil
}
