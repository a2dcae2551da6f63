package page

import "encoding/json"

// What is read of the API v2 of Statuspage: summary.json, status.json,
// components.json, incidents.json, scheduled-maintenances.json and their
// variants. Left out is what moves by itself or says nothing: when a page or a
// component was touched, positions, addresses.
type (
	statuspageText struct {
		Page        *statuspagePage       `json:"page"`
		Status      *statuspageStatus     `json:"status"`
		Components  []statuspageComponent `json:"components"`
		Incidents   []statuspageIncident  `json:"incidents"`
		Maintenance []statuspageIncident  `json:"scheduled_maintenances"`
	}
	statuspagePage struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	statuspageStatus struct {
		Indicator   string `json:"indicator"`
		Description string `json:"description"`
	}
	statuspageComponent struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Status string `json:"status"`
		Group  bool   `json:"group"`
	}
	statuspageIncident struct {
		ID             string             `json:"id"`
		Name           string             `json:"name"`
		Status         string             `json:"status"`
		Impact         string             `json:"impact"`
		CreatedAt      string             `json:"created_at"`
		UpdatedAt      string             `json:"updated_at"`
		StartedAt      string             `json:"started_at"`
		ResolvedAt     string             `json:"resolved_at"`
		ScheduledFor   string             `json:"scheduled_for"`
		ScheduledUntil string             `json:"scheduled_until"`
		Updates        []statuspageUpdate `json:"incident_updates"`
	}
	statuspageUpdate struct {
		Status    string `json:"status"`
		Body      string `json:"body"`
		DisplayAt string `json:"display_at"`
		CreatedAt string `json:"created_at"`
	}
)

func statuspage(text string) (Said, bool) {
	var t statuspageText
	if json.Unmarshal([]byte(text), &t) != nil || t.Page == nil || t.Page.Name == "" && t.Page.ID == "" {
		return Said{}, false
	}
	if t.Status == nil && t.Components == nil && t.Incidents == nil && t.Maintenance == nil {
		return Said{}, false
	}
	if len(t.Components) > maxEntries || len(t.Incidents)+len(t.Maintenance) > maxEntries {
		return Said{}, false
	}
	s := Said{Rules: StatuspageVersion, Title: fold(t.Page.Name)}
	if t.Status != nil {
		s.Indicator, s.Summary = fold(t.Status.Indicator), fold(t.Status.Description)
	}
	for _, c := range t.Components {
		s.Components = append(s.Components, Component{fold(c.ID), fold(c.Name), fold(c.Status)})
	}
	for _, i := range t.Incidents {
		s.Entries = append(s.Entries, i.entry(false))
	}
	for _, i := range t.Maintenance {
		s.Entries = append(s.Entries, i.entry(true))
	}
	for _, e := range s.Entries {
		if len(e.Updates) > maxEntries {
			return Said{}, false
		}
	}
	return s, true
}

func (i statuspageIncident) entry(maintenance bool) Entry {
	e := Entry{
		ID: fold(i.ID), Title: fold(i.Name), Maintenance: maintenance, State: fold(i.Status), Impact: fold(i.Impact),
		Began: fold(i.StartedAt), Ended: fold(i.ResolvedAt), Published: fold(i.CreatedAt), Updated: fold(i.UpdatedAt),
	}
	if maintenance {
		e.Began, e.Ended = fold(i.ScheduledFor), fold(i.ScheduledUntil)
	}
	if e.Began == "" {
		e.Began = e.Published
	}
	for _, u := range i.Updates {
		at := fold(u.DisplayAt)
		if at == "" {
			at = fold(u.CreatedAt)
		}
		e.Updates = append(e.Updates, Update{fold(u.Status), at, Text("text/html", []byte(u.Body))})
	}
	return e
}
