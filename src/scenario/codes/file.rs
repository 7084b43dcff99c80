//! HW00: files and includes.

super::codes! {
    FILE_NOT_FOUND = "HW0001" Error "no such file":
        "A file, or a part of the library, that is named here does not exist. Names that begin \
         with `std/` are parts inside the program; all others are files, counted from the folder \
         of the file that includes them. `.ron` may be left out.";
        "include: [\"std/chanels\"]";
    FILE_UNREADABLE = "HW0002" Error "a file cannot be read":
        "The file is there, but the system refuses to read it. The reason it gives is printed.";
        "include: [\"parts\"]    // a folder";
    NOT_UTF8 = "HW0003" Error "a file is not UTF-8":
        "Scenarios and tables are UTF-8 text. The first byte that is not is underlined. \
         Spreadsheets often save CSV in another encoding: choose \"CSV UTF-8\".";
        "caf\\xE9";
    FILE_TOO_LARGE = "HW0004" Error "a file is too large":
        "A file may hold 16 MiB, and all files of a scenario together 64 MiB. A scenario of \
         30,000 organisations stays below that.";
        "include: [\"dump.csv\"]    // 2 GiB";
    INCLUDE_CYCLE = "HW0005" Error "files include each other":
        "A file includes itself, directly or through others. Move what both need into a third \
         file and include that.";
        "// a.ron\ninclude: [\"b\"]\n// b.ron\ninclude: [\"a\"]";
    INCLUDE_DEPTH = "HW0006" Error "includes are nested too deep":
        "A file may include a file that includes a file, and so on, 16 deep.";
        "// 1.ron includes 2.ron includes 3.ron … includes 17.ron";
    INCLUDE_COUNT = "HW0007" Error "too many includes":
        "A scenario may be made of 1,000 files.";
        "include: [\"1\", \"2\", \"3\", /* … */ \"1001\"]";
    INCLUDE_TWICE = "HW0008" Warning "a file is included twice in one list":
        "The second line does nothing: a file is read once, however often it is included. Two \
         files that include the same third one are no problem.";
        "include: [\"std/channels\", \"std/channels\"]";
    INCLUDE_UNUSED = "HW0009" Warning "nothing of an include is used":
        "Nothing that the included file declares is used by the scenario. Take the line out, or \
         look for a name that was misspelt.";
        "include: [\"std/channels\"],    // and no channel is named anywhere";
}
