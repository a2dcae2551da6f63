package bundle

import (
	"fmt"

	"constat/store/record"
)

// registered refuses of a claim's register what no collector enters: a file
// twice, or anything of a member after that member's files were removed. A part
// of which another digest follows was encrypted again, to other keys.
func (l *Log) registered() error {
	type place struct {
		claim  string
		member int
	}
	seen, gone := map[string]map[record.Registered]bool{}, map[place]bool{}
	for _, item := range l.Entries {
		r, ok := item.Entry.(record.Register)
		if !ok {
			continue
		}
		if seen[r.Claim] == nil {
			seen[r.Claim] = map[record.Registered]bool{}
		}
		for _, it := range r.Items {
			at := place{r.Claim, it.Member}
			switch {
			case seen[r.Claim][it]:
				return fmt.Errorf("leaf %d enters part %d of member %d again", item.Leaf, it.Part, it.Member)
			case gone[at]:
				return fmt.Errorf("leaf %d enters part %d of member %d, whose files were removed", item.Leaf, it.Part, it.Member)
			}
			seen[r.Claim][it], gone[at] = true, it.Part == 0
		}
	}
	return nil
}
