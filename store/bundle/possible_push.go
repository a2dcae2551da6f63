package bundle

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// reports are the answers of a job that reports in, but for the detail.
var reports = []record.Answer{
	{Fault: record.Local}, {Fault: record.PushMissing}, {Proto: "PUSH", Code: "UP"}, {Proto: "PUSH", Code: "DOWN"},
}

// possibleReport is possible for a job that reports in: nobody is asked, so
// there is nothing to reach and nothing that takes time.
func possibleReport(q record.Question, a record.Answer) error {
	switch {
	case !record.IsJob(q.URL):
		return fmt.Errorf("a question of kind push at an address %.40q", q.URL)
	case q.ID() != record.Question{Kind: q.Kind, URL: q.URL, Timeout: q.Timeout}.ID():
		return errors.New("parts of a question that asks somebody")
	case (a.Detail != "") != (a.Fault == record.Local):
		return errors.New("words of a job that said nothing but whether it ran")
	}
	a.Detail = ""
	encoded := string(a.Encode())
	for _, r := range reports {
		if encoded == string(r.Encode()) {
			return nil
		}
	}
	return errors.New("parts of an answer that no report has")
}

// unheardReport refuses a report that is said to be missing where nobody can
// have listened for all of its time: the vantage began after that. By rounds,
// which never fall behind the clock that a start is dated by, unless that was
// set back meanwhile: then nothing is said.
func (h *heard) unheardReport(o *Observed) error {
	q := o.Definition.Question
	if q.Kind != "push" || o.Answer.Fault != record.PushMissing || h.setBack {
		return nil
	}
	end := record.Instant(o.Round.Millis())
	from := end - record.Instant(o.Definition.Interval.Millis()) - record.Instant(q.Timeout)
	for _, s := range h.starts {
		if s > from+startSlack && s <= end {
			return errors.New("a report is said to be missing that nobody listened for all the time")
		}
	}
	return nil
}

const startSlack = record.Instant(2000) // milliseconds
