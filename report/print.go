package report

import (
	"slices"

	"constat/report/dossier"
	"constat/store/bundle"
)

// printable bounds the pictures of one report, in bytes of their files: what is
// left over stays in the evidence, and is counted among the others.
const printable = 48 << 20

// fewSites is of how many sites at most the whole of a lost page is printed beside
// its window: each of more has one sheet of paper, which has no room for it.
const fewSites = 4

// A shot is a picture that is printed, in the evidence.
type shot struct {
	*dossier.PagePicture
	log  *bundle.Log
	lost bool
}

// print takes the files of the pictures that are shown out of the evidence, as long
// as there is room for them: of each site that lost something one page first, then
// of its others, then of pages that merely failed.
func (b *builder) print() error {
	var printed int
	whole := len(b.losers()) <= fewSites
	for _, x := range b.inPrint() {
		if err := x.read(whole); err != nil {
			return err
		}
		if printed += len(x.Image) + len(x.Whole); printed > printable {
			printed -= len(x.Image) + len(x.Whole)
			x.Shown, x.Image, x.Whole = "", nil, nil
		}
	}
	return nil
}

// read fetches the picture, and that of the whole page where it is wanted.
func (x shot) read(whole bool) (err error) {
	if x.Image, err = x.log.File(x.View); err != nil || !x.lost || !whole || x.Full == x.View || x.Full.IsZero() {
		return err
	}
	file, err := x.log.File(x.Full)
	if err == nil {
		x.Whole, err = halved(file)
	}
	return err
}

// losers are the sites of which a page is lost.
func (b *builder) losers() map[string]bool {
	sites := map[string]bool{}
	for _, l := range b.d.Losses {
		if l.Page {
			sites[l.Site] = true
		}
	}
	return sites
}

// inPrint are the pictures that are shown, those first that matter most.
func (b *builder) inPrint() (all []shot) {
	first := b.foremost()
	var ranks [3][]shot
	for i := range b.d.Pages {
		p, rank := &b.d.Pages[i], 2
		began, _ := p.Struck()
		if at, ok := first[p.Site]; ok && at == i {
			rank = 0
		} else if began.Known {
			rank = 1
		}
		for j := range p.Pictures {
			if x := &p.Pictures[j]; x.Shown != "" {
				ranks[rank] = append(ranks[rank], shot{x, b.shots[x.Proof], began.Known})
			}
		}
	}
	return slices.Concat(ranks[:]...)
}

// foremost is, of each site, the page that its sheet shows: the front page, or else
// the first one of which there are pictures; among those that lost something.
func (b *builder) foremost() map[string]int {
	first := map[string]int{}
	for i, p := range b.d.Pages {
		began, _ := p.Struck()
		if !began.Known || !slices.ContainsFunc(p.Pictures, func(x dossier.PagePicture) bool { return x.Shown != "" }) {
			continue
		}
		if at, ok := first[p.Site]; !ok || p.Front() && !b.d.Pages[at].Front() {
			first[p.Site] = i
		}
	}
	return first
}
