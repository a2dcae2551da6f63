package pdf

import (
	"constat/report/dossier"
	"constat/report/lang"
)

// untaken says how many sites the bundles show that no list takes, by side.
func (s *classSheet) untaken() string { return untaken(s.w, s.c) }

func (s *forumSheet) untaken() string { return untaken(s.w, s.c) }

func untaken(w lang.Class, c *dossier.Class) string {
	sides := map[string]int{}
	for _, x := range c.NotTaken {
		sides[x.Side]++
	}
	return w.NotTaken(len(c.NotTaken), sides["provider"], sides["others"], sides["untold"])
}

// notTaken names them, each with the bundles that show it.
func (s *classSheet) notTaken() {
	if len(s.c.NotTaken) == 0 {
		return
	}
	s.say(s.untaken())
	t := table{title: s.w.NotTakenTitle, columns: []column{{s.w.Site, 40, "L", false}, {s.w.Provider, 40, "L", false}, {s.w.Bundles, 20, "L", false}}}
	for _, x := range s.c.NotTaken {
		side := map[string]string{"provider": s.w.Mine, "others": s.w.Theirs}[x.Side]
		if x.Provider != "" {
			side += " (" + s.bare(x.Provider) + ")"
		}
		if side == "" {
			side = s.w.NotKnown
		}
		name := s.bare(x.Name)
		if name == "" {
			name = s.w.NotKnown
		}
		t.rows = append(t.rows, []string{name, side, s.ranges(x.Bundles)})
	}
	s.grid(t)
}
