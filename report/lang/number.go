package lang

import (
	"strconv"
	"strings"
)

// Spaces that do not break a line.
const (
	NoBreak = "\u00a0"
	Narrow  = "\u202f" // the French thousands space
)

// A Number is how figures are written.
type Number struct {
	Mark      string // between units and decimals
	Thousands string
	// Cardinal writes a count: in letters up to nine, in figures beyond.
	Cardinal func(n int) string
	// Percent writes a decimal string such as "99.950000" with its sign.
	Percent func(decimal string) string
	// Bytes writes a size, exactly.
	Bytes func(n int64) string
	// Ratio writes an exact fraction of percent such as "2725/31".
	Ratio func(exact string) string
	// Quorum writes n of m.
	Quorum func(n, m int) string
	// Quorums writes several of them, which depend on the target.
	Quorums func(all []string) string
	// Micros writes whole microseconds, in milliseconds.
	Micros func(n int64) string
}

var numberFrench = Number{
	Mark: ",", Thousands: Narrow,
	Cardinal: func(n int) string {
		return letters(n, "aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
	},
	Percent: func(d string) string { return strings.ReplaceAll(d, ".", ",") + NoBreak + "%" },
	Bytes: func(n int64) string {
		return French.Number.Int(n) + NoBreak + plural(n > 1 || n < -1, "octets", "octet")
	},
	Micros:  func(n int64) string { return French.millis(n) + NoBreak + "ms" },
	Ratio:   func(exact string) string { return exact + NoBreak + "%" },
	Quorum:  func(n, m int) string { return strconv.Itoa(n) + " sur " + strconv.Itoa(m) },
	Quorums: func(all []string) string { return strings.Join(all, " ou ") + ", selon la cible" },
}

var numberEnglish = Number{
	Mark: ".", Thousands: ",",
	Cardinal: func(n int) string {
		return letters(n, "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
	},
	Percent: func(d string) string { return d + "%" },
	Bytes: func(n int64) string {
		return English.Number.Int(n) + NoBreak + plural(n != 1, "bytes", "byte")
	},
	Micros:  func(n int64) string { return English.millis(n) + NoBreak + "ms" },
	Ratio:   func(exact string) string { return exact + "%" },
	Quorum:  func(n, m int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(m) },
	Quorums: func(all []string) string { return strings.Join(all, " or ") + ", depending on the target" },
}

// Int writes n with its thousands set apart.
func (f Number) Int(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(f.Thousands)
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Count writes n and its noun: French has the singular for 0 and 1, English
// for 1 alone.
func (f Number) Count(n int64, one, many string) string {
	single := n == 1 || n == 0 && f.Mark == ","
	return f.Int(n) + NoBreak + plural(!single, many, one)
}

// millis writes microseconds as milliseconds with the decimals that they need.
func (l *Language) millis(micros int64) string {
	text := l.Number.Int(micros / 1000)
	if rest := micros % 1000; rest > 0 {
		text += l.Number.Mark + strings.TrimRight(strconv.FormatInt(1000+rest, 10)[1:], "0")
	}
	return text
}

// counted puts a word behind a number that is written already, whose decimals
// begin at mark: in French one and a half is singular, in English it is not.
func counted(n, mark, one, many string) string {
	whole, _, decimals := strings.Cut(n, mark)
	single := whole == "1" && !decimals
	if mark == "," {
		single = whole == "0" || whole == "1"
	}
	return n + " " + plural(!single, many, one)
}

func minutesFR(n string) string { return counted(n, ",", "minute", "minutes") }

func minutesEN(n string) string { return counted(n, ".", "minute", "minutes") }

func plural(many bool, more, one string) string {
	if many {
		return more
	}
	return one
}

func letters(n int, words ...string) string {
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

// feminine is the French count before a feminine noun.
func feminine(n int) string {
	switch n {
	case 0:
		return "aucune"
	case 1:
		return "une"
	}
	return French.Number.Cardinal(n)
}

// upper sets the first letter of a sentence.
func upper(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
