package published

import (
	"reflect"

	"declarationwatch/tools/internal/campaign"
)

// Type is how a value is written, in every format.
type Type struct {
	Name    string // by which the data page explains it
	Pattern string // what a complete value matches; "" for any

	JSON, JSONFormat   string // https://json-schema.org/draft/2020-12
	Table, TableFormat string // https://datapackage.org/standard/table-schema/
	CSVW               string // https://www.w3.org/TR/tabular-data-primer/#datatypes

	Free bool // words that anybody may have written, which a spreadsheet could take for a formula
}

// The types of values. Nobody writes an id, a code or a date freely.
var (
	textType    = Type{Name: "text", JSON: "object", Table: "string", CSVW: "string", Free: true}
	stringType  = Type{Name: "string", JSON: "string", Table: "string", CSVW: "string", Free: true}
	idType      = Type{Name: "identifier", Pattern: campaign.IDPattern, JSON: "string", Table: "string", CSVW: "string"}
	wordType    = Type{Name: "word", JSON: "string", Table: "string", CSVW: "string"}
	dateType    = Type{Name: "date", Pattern: campaign.DatePattern, JSON: "string", Table: "string", CSVW: "string"}
	dayType     = Type{Name: "day", JSON: "string", JSONFormat: "date", Table: "date", CSVW: "date"}
	urlType     = Type{Name: "url", JSON: "string", JSONFormat: "uri", Table: "string", TableFormat: "uri", CSVW: "anyURI"}
	integerType = Type{Name: "integer", JSON: "integer", Table: "integer", CSVW: "integer"}
	numberType  = Type{Name: "number", JSON: "number", Table: "number", CSVW: "decimal"}
	booleanType = Type{Name: "boolean", JSON: "boolean", Table: "boolean", CSVW: "boolean"}
	countsType  = Type{Name: "counts", JSON: "object"}
	objectType  = Type{Name: "object", JSON: "object"}
)

// Day is a date that is known to the day.
type Day string

// Patterned is an id of a form of its own.
type Patterned interface {
	// Pattern returns what a complete value matches.
	Pattern() string
}

// typeOf returns the type of a value that is neither a list nor a pointer.
func typeOf(t reflect.Type) Type {
	zero := reflect.Zero(t).Interface()
	switch v := zero.(type) {
	case Patterned:
		out := idType
		out.Pattern = v.Pattern()
		return out
	case campaign.Choice, campaign.Term:
		return wordType
	case campaign.Reference, campaign.ID:
		return idType
	case campaign.Date:
		return dateType
	case Day:
		return dayType
	case campaign.URL:
		return urlType
	case campaign.Text:
		return textType
	}
	switch t.Kind() {
	case reflect.Bool:
		return booleanType
	case reflect.Int:
		return integerType
	case reflect.Float64:
		return numberType
	case reflect.Map:
		return countsType
	case reflect.Struct:
		return objectType
	default:
		return stringType
	}
}
