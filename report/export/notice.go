package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"constat/store/registry"
)

// noticeColumns are what a notice to members needs, and no more of them.
var noticeColumns = []string{"member_no", "name_or_legal_name", "contact_person", "email", "phone", "language", "notice_id", "representation_status", "opted_out"}

// NoticeCSV writes to whom notices go: one row for each member who can be written
// to or called, in the form of MembersCSV. Those who opted out are on it, and it
// says so: some notices are owed to them too.
func NoticeCSV(w io.Writer, members []registry.Member) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(noticeColumns); err != nil {
		return err
	}
	for _, m := range byNumber(members) {
		if m.Email == "" && m.Phone == "" && m.Address == "" {
			continue
		}
		standing := of(m.Representation).Status
		row := []string{strconv.Itoa(m.MemberNo), m.Name, m.ContactPerson, string(m.Email), m.Phone, string(m.Language), m.NoticeID, string(standing), strconv.FormatBool(standing == "opted_out")}
		for i := range row {
			row[i] = harmless(row[i], i == 0)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
