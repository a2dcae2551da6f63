package pdf

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"constat/report/dossier"
	"constat/report/forum"
	"constat/report/lang"
)

// ForumOptions say how an exhibit for a court is laid out, and how the class
// report that it cites was.
type ForumOptions struct {
	Options
	Report Options // of the public version of the class report; its attachments do not matter
}

// WriteForum renders an exhibit to w as one PDF file: what bears on each criterion
// of a court. c is the class report that it rests on, in its public version. The
// same exhibit and options give the same bytes.
func WriteForum(w io.Writer, f forum.Forum, x *forum.Exhibit, c *dossier.Class, opt ForumOptions) error {
	language, paper, err := opt.check()
	if err != nil {
		return fmt.Errorf("write authorisation exhibit: %w", err)
	}
	facts, err := x.JSON()
	if err != nil {
		return err
	}
	cited, err := drawClass(c, opt.Report)
	if err != nil {
		return fmt.Errorf("write authorisation exhibit: %w", err)
	}
	sum := sha256.Sum256(facts)
	id := opt.digest(sum)
	d := &dossier.Dossier{At: c.At, Period: c.Period, Built: c.Built}
	var pen *forumSheet
	for range 2 {
		var known map[string]place
		total := 0
		if pen != nil {
			known, total = pen.placed, pen.pdf.PageNo()
		}
		pen = &forumSheet{classSheet: &classSheet{sheet: newSheet(d, opt.Options, language, paper, id), c: c, w: language.Class}, f: f, x: x, words: language.Forum, cited: cited, told: map[string]int{}}
		pen.sum, pen.known, pen.total = sum, known, total
		pen.draw()
	}
	return pen.issue(w, "authorisation exhibit", pen.words.Draft+" "+pen.number())
}

// A forumSheet is the sheet on which an exhibit for a court is drawn.
type forumSheet struct {
	*classSheet
	f     forum.Forum
	x     *forum.Exhibit
	words lang.Forum
	cited *classSheet    // the class report, as drawn
	told  map[string]int // paragraph of a fact that was told
}

// in says words of the forum in the language of the exhibit.
func (s *forumSheet) in(w forum.Words) string { return w.In(s.l.Code) }

func (s *forumSheet) draw() {
	s.part = &part{name: "forum", head: s.words.Draft + " – " + s.in(s.f.Title) + " " + s.number(), total: s.total}
	s.front()
	for n, row := range s.x.Criteria {
		s.criterion(n+1, s.f.Criteria[n], row)
	}
	s.closing(len(s.x.Criteria))
	s.sources()
}

// front is the first page: what this is, of what, and that it is a draft.
func (s *forumSheet) front() {
	s.plain = true
	s.page()
	s.pdf.Bookmark(s.in(s.f.Title), 0, 0)
	s.exhibit()
	s.label(text, 54, s.words.Head, body.heavy(), "L")
	s.y = 62
	for _, l := range s.wrap(s.in(s.f.Title), head.heavy(), measure) {
		s.put(text, s.y, l, head)
		s.skip(head.height())
	}
	s.skip(2)
	s.lead(s.w.Subtitle(s.bare(s.c.Provider)))
	s.skip(6)
	s.notice(s.words.Draft, s.words.DraftNote)
	n, c := s.l.Number, s.l.Cover
	s.pairs("", false,
		[2]string{s.words.Place, s.in(s.f.Place)},
		[2]string{s.words.Statute, s.in(s.f.Statute)},
		[2]string{s.w.Provider, s.bare(s.c.Provider)},
		[2]string{s.w.Members, n.Int(int64(len(s.c.Members)))},
		[2]string{s.w.Sites, n.Int(int64(len(s.c.Sites)))},
		[2]string{c.Period, c.Span(s.instant(s.c.Period.From), s.instant(s.c.Period.To))},
		[2]string{s.words.Report, s.words.Public(s.cited.number())},
		[2]string{s.words.Register, s.registerName()},
		[2]string{s.words.Dated, s.instant(s.c.At)},
		[2]string{s.words.Own, s.number()},
		[2]string{c.Language, s.l.Name},
	)
	s.plain = false
	s.page()
	s.say(s.in(s.f.Lead))
	s.say(s.words.Rebuild)
}

func (s *forumSheet) registerName() string {
	r := s.x.Register
	if r == nil {
		return s.words.NoRegister
	}
	return s.bare(r.Name) + newLine + s.words.RegisterRows["file"] + s.l.Words.Colon + newLine + hexed(r.File.String())
}

// criterion is one chapter.
func (s *forumSheet) criterion(n int, k forum.Criterion, row forum.Considered) {
	words := strconv.Itoa(n) + lang.NoBreak + lang.NoBreak + s.in(k.Name) + " – " + s.in(k.Cite)
	s.titled("criterion-"+k.ID, words, words)
	s.say(s.in(k.Asks))
	if check := s.in(k.Check); check != "" {
		s.add(s.words.ToCheck(check))
	}
	if len(row.Bears)+len(row.Against) == 0 {
		s.say(s.words.Neither)
	} else {
		s.side(s.words.Bears, s.words.NoBears, s.words.AlsoBears, row.Bears)
		s.side(s.words.Against, s.words.NoAgainst, s.words.AlsoAgainst, row.Against)
	}
	s.section("", s.words.Missing, 24)
	if len(row.Missing) == 0 {
		s.say(s.words.NoMissing)
	}
	for _, gap := range row.Missing {
		s.say(lang.Pick(s.words.Gaps, string(gap)))
	}
}

// side are the facts of one side, each with where it is found. One that an earlier
// criterion told is named by its paragraph.
func (s *forumSheet) side(title, none string, also func(paragraphs string) string, items []forum.Item) {
	s.section("", title, 24)
	if len(items) == 0 {
		s.say(none)
	}
	var before []int
	for _, list := range together(items) {
		words := strings.TrimSuffix(s.facts(list), ".") + " (" + s.source(list[0]) + ")."
		if at, ok := s.told[words]; ok {
			before = append(before, at)
			continue
		}
		s.told[words] = s.para + 1
		s.say(words)
		if list[0].Fact == forum.Questions {
			s.grid(s.matrix(s.asked(list), nil))
		}
	}
	if len(before) > 0 {
		slices.Sort(before)
		s.say(also(s.someRanges(slices.Compact(before), len(before))))
	}
}

// together puts the questions of a side into one list, and those on which nothing
// bears; every other fact is told by itself.
func together(items []forum.Item) (lists [][]forum.Item) {
	for n, i := range items {
		if n > 0 && i.Fact == items[n-1].Fact && (i.Fact == forum.Questions || i.Fact == forum.Silent) {
			last := len(lists) - 1
			lists[last] = append(lists[last], i)
			continue
		}
		lists = append(lists, []forum.Item{i})
	}
	return lists
}

// source says where a fact is found: the page of the class report, and the bundles.
func (s *forumSheet) source(i forum.Item) string {
	if i.Chapter == "" {
		return s.words.AtRegister
	}
	at := s.cited.placed[i.Chapter]
	words := s.words.At(at.page, at.para)
	if n := len(i.Bundles); n > 0 && n < len(s.c.Bundles) {
		words += ", " + s.words.Bundles(n, s.ranges(i.Bundles))
	}
	return words
}

// closing are the notes of the forum, and what the class report does not prove.
func (s *forumSheet) closing(n int) {
	s.chapter = n
	if len(s.f.Notes) > 0 {
		s.next(s.words.Notes, "notes")
		for _, w := range s.f.Notes {
			s.say(s.in(w))
		}
	}
	s.next(s.words.Limits, "limits")
	for _, words := range s.w.Limits {
		s.say(words)
	}
}

func (s *forumSheet) next(words, anchor string) {
	s.chapter++
	s.titled(anchor, strconv.Itoa(s.chapter)+lang.NoBreak+lang.NoBreak+words, words)
}

// sources lists the bundles by number, with their digests and the heads of their logs.
func (s *forumSheet) sources() {
	s.titled("bundles", s.words.Annex, s.words.Annex)
	s.say(s.words.AnnexIntro)
	s.grid(s.bundleTable())
}
