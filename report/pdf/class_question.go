package pdf

import (
	"strconv"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/lang"
)

func (s *classSheet) questions() {
	s.open("questions")
	s.say(s.w.QuestionIntro)
	list := s.c.Questions[:min(len(s.c.Questions), mostRows)]
	s.grid(s.matrix(list, s.seen))
	s.more(len(s.c.Questions), len(list))
}

// shownIn is the chapter that has what bears on a question.
var shownIn = map[string]string{"one-event": "events", "not-elsewhere": "events", "same-cause": "alike", "same-network": "alike", "statement": "alike", "same-after": "alike", "lost": "sub", "lost-apart": "sub"}

func (s *classSheet) seen(q dossier.ClassQuestion) string {
	chapter := shownIn[q.Question]
	return s.l.Deed.Between + s.w.See(link(chapter, s.w.Chapters[chapter]))
}

// matrix has a row for each question and event; where says where a row's facts are, or
// is nil.
func (s *classSheet) matrix(list []dossier.ClassQuestion, where func(dossier.ClassQuestion) string) table {
	t := table{title: s.w.Chapters["questions"], columns: []column{{s.w.Question, 36, "L", false}, {s.w.Signs[class.SignEvent], 12, "L", false}, {s.w.Evidence, 52, "L", false}}}
	for i, q := range list {
		name, event, words := lang.Pick(s.w.Questions, q.Question), s.w.NotKnown, s.w.Silent
		if i > 0 && list[i-1].Question == q.Question {
			name = ""
		}
		if q.Event > 0 {
			event = s.eventOf(q.Event)
		}
		if q.Members > 0 {
			words = s.w.Bears(q.Members, q.Of, q.Sites)
			if where != nil {
				words += where(q)
			}
			words += s.valued(q)
		}
		t.rows = append(t.rows, []string{name, event, words})
	}
	return t
}

// eventOf is the number of an event, and whether it is one that the method does not
// hold to be established.
func (s *classSheet) eventOf(n int) string {
	if n > 0 && n <= len(s.c.Events) && len(s.c.Events[n-1].Doubts) > 0 {
		return strconv.Itoa(n) + newLine + s.w.Doubtful
	}
	return strconv.Itoa(n)
}

// mostValues is how many values of a sign a question tells.
const mostValues = 6

// signAsked is the sign that a question is about.
var signAsked = map[string]string{"same-cause": class.SignCause, "same-network": class.SignNetwork, "statement": class.SignStatement, "same-after": class.SignAfter}

// valued tells the values of a question's sign, each in a line of its own.
func (s *classSheet) valued(q dossier.ClassQuestion) (words string) {
	for _, v := range s.values(q) {
		words += newLine + "–" + lang.NoBreak + v
	}
	return words
}

func (s *classSheet) values(q dossier.ClassQuestion) (list []string) {
	for _, v := range q.Values[:min(len(q.Values), mostValues)] {
		value := s.sign(signAsked[q.Question], v.Value)
		if q.Question == "statement" {
			value = s.w.Statement(value)
		}
		list = append(list, s.w.Valued(value, v.Members, v.Sites))
	}
	if n := len(q.Values) - mostValues; n > 0 {
		list = append(list, s.w.MoreValues(n))
	}
	return list
}
