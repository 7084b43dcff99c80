//! HW03: tables (CSV).

super::codes! {
    NO_HEADER = "HW0301" Error "a table without a header":
        "The first row of a table names its columns. Columns may stand in any order, and their \
         names are read whatever their case and spacing.";
        "1,09:00,Inject    // and no row above it";
    MISSING_COLUMN = "HW0302" Error "a column is missing":
        "A column that every row needs is not in the header.";
        "Event Number,Message";
    UNKNOWN_COLUMN = "HW0303" Warning "a column that is not read":
        "The header names a column that is not known here; what stands in it is not read.";
        "Event Number,Inject Moed,Message";
    DUPLICATE_COLUMN = "HW0304" Error "two columns of one name":
        "Two columns have names that mean the same; which one is meant cannot be known.";
        "To,Message,to";
    RAGGED_ROW = "HW0305" Error "a row with the wrong number of cells":
        "The row has more or fewer cells than the header. A comma inside a cell needs quotes \
         around the cell.";
        "Id,Text\n1,Call the desk, then wait";
    OPEN_QUOTE = "HW0306" Error "a quote is not closed":
        "A cell that begins with a quote ends with one; a quote inside it is doubled. What \
         follows was read as part of the cell.";
        "Id,Text\n1,\"Call the desk";
    EMPTY_CELL = "HW0307" Error "a cell that must not be empty":
        "Every row needs a value in this column.";
        "Id,Text\n,Call the desk";
    NOT_JUDGED = "HW0308" Warning "an expected action that nothing can judge":
        "A row of an MSEL says in words what is expected, but not in a way that can be looked for \
         in what happens. Say it in a column `Action`, with its `Target` and `Limit`: \
         `Suspended(host: \"c2-1\")`. Until then the row is not read.";
        "Event Number,Event Type,Expected Participant Response\nT-1,Expected Action,Call back";
    NO_ROWS = "HW0309" Error "a table without rows":
        "The header names the columns, and nothing stands below it.";
        "Title,Parties,Crime";
    WRONG_CELL = "HW0310" Error "a cell that does not say what its column asks for":
        "In a table of agreements, an issue area is ticked with yes or no (also y, n, x, 1, 0, \
         true, false, or nothing), a date is a year, a month or a day that there is, a state is \
         one of Operational, Signed, Suspended and Lapsed, an effort is a number of analyst-hours \
         a year, and a party is a name of an economy.";
        "Title,Parties,Crime\nPact,Arden; Brel,perhaps";
    PARTY_TWICE = "HW0311" Error "a party that is named twice":
        "An economy agrees with others, and each is named once. Names are the same whatever their \
         case and punctuation.";
        "Title,Parties,Crime\nPact,Arden; Brel; ARDEN,yes";
}
