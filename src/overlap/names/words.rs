//! What tells names of places from common words: lists of words and characters. It must not know how names are found.

/// Words before an ending that make no name, though the dictionary may not have them or have them as names.
pub const COMMON: &str = "康复 评标 联点 联村 包联 包点 包村 包保 挂点 挂联 挂钩 结对 驻点 驻村 帮扶 \
    帮带 试点 示范 重点 样板 城郊 城乡 城中 城关 老旧 共建 创建 创文 创城 创卫 \
    智慧 平安 美丽 幸福 文明 和谐 绿色 无讼 行政 自然 中心 所属 所辖 下属 下辖 \
    直属 相关 有关 各级 其他 以及 贫困 脱贫 软弱 涣散 后进 先进 典型 工业 产业 \
    经济 开发 高新 保税 商业 步行 住宅 居民 农村 城市 地级 县级 省级 国家 全国 \
    全省 全市 全县 全区 全镇 东部 西部 南部 北部 中部 沿海 沿江 沿线 周边 毗邻 \
    相邻 邻近 附近 主城 中心城 老城 新城 古城 县城 镇区 城区 林区 山区 库区 \
    牧区 景区 校区 园区 厂区 辖区 片区 街区 社区 院区 小区 疫区 灾区 地区 郊区 \
    特区 市区 选区 军区 战区 功能 生活 办公 核心 缓冲 保护 示范性 实验 人民 \
    附属 中医 专科 综合 定点 民营 公办 民办 物业 保险 建筑 国有 上市 股份 有限 \
    责任 主干 主次 背街 沿街 大街 致富 断头 柏油 水泥 道路 公路 铁路 线路 思路 \
    出路 马路 网路 电路 十字 丁字 三岔 乡村 村镇 集镇 市镇 重镇 特色 小城 建制 \
    中国 我国 本省 本市 大中 中小 兄弟 友好 姐妹 卫生 园林 宜居 森林 海绵 韧性 \
    生态 美化 关联 新村 东村 西村 交通 信用 诚信 书香 健康 法治 数字 无废 低碳 \
    历史 文化 红色 旅游 农业 移民 搬迁 安置 空心 合并 撤并 优秀 星级 模范 标杆 \
    精品 亮点 难点 整个 每个 一个 两个 几个 多个 部分 个别 少数 多数 大多 所有 \
    任何 原有 现有 新建 在建 已建 涉及 走进 进入 深入 来到 前往 奔赴 走访 位于 \
    组织 指导 督促 协助 联合 会同 带领 率领 同心 友邻 睦邻 零工 网格 党建 综治 \
    信访 反诈 禁毒 无毒 无传销 完整 学习 老年 儿童 青年 妇女 职工 军民 双拥 \
    民族 宗教 涉农 城镇 商圈 夜间 早餐 百强 千强 十强 高铁 空港 临港 自由 贸易 \
    科技 金融 跨境 电商 试验 先行 引领 集聚 协作 合作 度假 风景 名胜 自治 直辖 \
    计划 单列 副省 设区 资源 枯竭 三线 一线 二线 大湾 普惠 科创 文创 众创 双创 高水平 高质量 \
    高品质 高标准 高等 优质 现代 公立 私立 三甲 大型 龙头 骨干 中央 央企 互联网 甲级 \
    江南 都市 城市 大都市 海岛 海湾 高原 安康 兴国 滨江 珠宝 深水港 \
    东方 西方 南方 北方 光明 朝阳 和平 开放 强势 沿边 边境 民用 专业 知名 著名 建立健全 办复 荣获 直报 \
    兴边 网红 网上 咖啡 涉海 海钓 申报 晋升 普惠性 普通 投促 文旅 城发 旧城 综保 农高 新开 科教兴 获批 湖景 海冰 深山 养生 \
    莘莘学子 力争 内陆 东北 西北 东南 西南 华北 华东 华南 华中 中原 关中 中南 北美 亚太 三峡 大都";

/// Common words that are places with 区, 市 or 县: 朝阳区, 东方市.
pub const BOTH: &[&str] = &["朝阳", "和平", "光明", "东方", "江南", "滨江", "安康", "兴国"];

/// Places of administration that are written without their ending less often than the word stands for something else.
pub const ELSE: &[&str] = &[
    "滨海",
    "温泉",
    "丰田",
    "高明",
    "大安",
    "江口",
    "太平洋",
    "海林",
    "临海",
    "文昌",
    "天门",
    "永安",
    "新兴",
    "平安",
    "亚洲",
    "欧洲",
    "非洲",
];

/// The provinces that are called 省. No others are: 国省干线, 澜沧江省境内.
pub const PROVINCES: &str = "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 \
    青海 台湾";

/// What is added to a place that is written without its ending, to know that it is one of administration.
pub const BARE: &[&str] = &["市", "省", "自治区", "特别行政区", "自治州"];

/// What makes a place part of another name: 延安精神, 北京冬奥会, 深圳湾.
pub const OTHER: &[&str] = &[
    "精神",
    "经验",
    "会议",
    "宣言",
    "冬奥",
    "奥运",
    "亚运",
    "世博",
    "合作组织",
    "时间",
    "日报",
    "湾",
    "河",
    "江",
    "山",
    "桥",
    "港",
    "湖",
    "峡",
    "海峡",
    "盆地",
    "高原",
    "平原",
    "半岛",
    "山脉",
    "大学",
    "银行",
];

/// Characters that are part of a name of a place where the segmenter leaves them alone: 谢家/滩/乡.
pub const GROUND: &str = "滩沟河湾坪坝山岭庄店屯寨桥口溪塘岗峪川洼堡营圩岛泉井沙台埠铺";

/// Characters with which no stem is written: of grammar, number and rank.
pub const NEVER: &str = "的了在和与及或为是对把被将等到从向往由于并但而且又也都各全本我该此每某几两二三四五六七八九十百千万多所有这那其他她它们\
    名户次年月日时内外前后以之个级处只就要使让做有无不没可能会去来进出入至省市县区镇乡村街路巷党";
