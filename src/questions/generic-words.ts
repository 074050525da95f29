/** General words of policy language: 推进, 体系, 平台. Alone they tell no topic; beside others they count for little. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  '扶持 措施 优惠 完成 办结 结束 建设 推进 推动 加快 加强 发展 提升 完善 实施 开展 促进 打造 支持 强化 健全 建立 构建 创建 鼓励 引导 优化 深化 落实 管理 服务 系统 平台 项目 体系 应用 领域 重点 工程 产业 企业 能力 水平 机制 工作 改革 创新 组织 方面 城市 全面 积极 进一步 发挥 作用 相关 有关 方式 进行 保障 政策 政府 国家 行业 地区 区域 技术 信息 数量 总数 累计 预计 计划 方案 贯彻 贯彻落实 规模 新增 新建 增加 成立 设立 建成 建 搞好 做好 用户'.split(
    ' ',
  ),
);
