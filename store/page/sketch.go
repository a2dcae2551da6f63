package page

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
)

// Likeness names the rules of [NewSketch] and of what compares two sketches.
// They are written down in FORMAT.md.
const Likeness = "page-likeness/1"

const (
	shingle = 3    // words in a row that count as one phrase
	depth   = 1024 // phrases of a text that are kept
)

// Words are those of the lines of [Text], dates reduced as in a form: runs of
// letters and digits in lower case. A character of a script that puts no
// blanks between words is a word.
func Words(lines []string) (words []string) {
	for _, l := range lines {
		words = append(words, wordsOf(Reduced(l))...)
	}
	return words
}

func wordsOf(line string) (words []string) {
	from := -1
	for i, r := range line {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			if from >= 0 {
				words = append(words, strings.ToLower(line[from:i]))
			}
			words, from = append(words, string(r)), -1
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if from < 0 {
				from = i
			}
		case from >= 0:
			words, from = append(words, strings.ToLower(line[from:i])), -1
		}
	}
	if from >= 0 {
		words = append(words, strings.ToLower(line[from:]))
	}
	return words
}

// A Sketch is what a text is compared by: of its phrases, three words in a
// row, those with the smallest digests (bottom-k sampling, Broder 1997, "On the
// resemblance and containment of documents"). It is a sample that two texts
// draw alike, and all phrases where a text has no more than a thousand.
type Sketch struct {
	low []uint64 // in order, each once
	all bool
}

// NewSketch draws the sketch of words.
func NewSketch(words []string) Sketch {
	var sums []uint64
	for i := range max(len(words)-shingle+1, min(len(words), 1)) {
		sum := sha256.Sum256([]byte(strings.Join(words[i:min(i+shingle, len(words))], " ")))
		sums = append(sums, binary.BigEndian.Uint64(sum[:]))
	}
	slices.Sort(sums)
	sums = slices.Compact(sums)
	if len(sums) <= depth {
		return Sketch{sums, true}
	}
	return Sketch{slices.Clone(sums[:depth]), false}
}

// Empty reports whether the text had no word.
func (s Sketch) Empty() bool { return len(s.low) == 0 }

// A Share is N of Of, exact for what was compared. Of is 0 where there was
// nothing to compare.
type Share struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

// Less compares shares without dividing. What has nothing to compare is
// neither less nor more.
func (s Share) Less(t Share) bool { return int64(s.N)*int64(t.Of) < int64(t.N)*int64(s.Of) }

// AtLeast reports whether s is so many percent or more.
func (s Share) AtLeast(percent int) bool {
	return s.Of > 0 && int64(s.N)*100 >= int64(percent)*int64(s.Of)
}

// Like returns how many of the phrases that either text has are in both
// (Jaccard's coefficient).
func (s Sketch) Like(o Sketch) (share Share) {
	merge(func(in []bool) {
		share.Of++
		if in[0] && in[1] {
			share.N++
		}
	}, s, o)
	return share
}

// Holds returns how many of the phrases of o are in s too.
func (s Sketch) Holds(o Sketch) (share Share) {
	merge(func(in []bool) {
		if in[1] {
			share.Of++
			if in[0] {
				share.N++
			}
		}
	}, s, o)
	return share
}

// Sides returns, of the phrases that only one of earlier and later has, how
// many s has or lacks as earlier does.
func (s Sketch) Sides(earlier, later Sketch) (share Share) {
	merge(func(in []bool) {
		if in[1] == in[2] {
			return
		}
		share.Of++
		if in[0] == in[1] {
			share.N++
		}
	}, s, earlier, later)
	return share
}

// merge goes over the phrases of all sketches, smallest first, and tells which
// has each. It stops where a sketch that is a sample ends, or after depth: up to
// there all of them are known.
func merge(phrase func(in []bool), sketches ...Sketch) {
	at, in := make([]int, len(sketches)), make([]bool, len(sketches))
	for range depth {
		var least uint64
		some := false
		for i, s := range sketches {
			if at[i] == len(s.low) {
				if !s.all {
					return
				}
				continue
			}
			if v := s.low[at[i]]; !some || v < least {
				least, some = v, true
			}
		}
		if !some {
			return
		}
		for i, s := range sketches {
			if in[i] = at[i] < len(s.low) && s.low[at[i]] == least; in[i] {
				at[i]++
			}
		}
		phrase(in)
	}
}
